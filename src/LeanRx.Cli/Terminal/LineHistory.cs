namespace LeanRx.Cli.Terminal;

/// <summary>The lines that were entered, to go back to. What is being typed waits at the end meanwhile.</summary>
sealed class LineHistory
{
    const int Capacity = 500;

    readonly List<string> _lines = [];
    string _typed = "";
    int _place;

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > Capacity)
            _lines.RemoveAt(0);
        _place = _lines.Count;
    }

    /// <summary>The line before the one that is shown; null at the first.</summary>
    public string? Earlier(string shown)
    {
        if (_place == 0)
            return null;
        if (_place == _lines.Count)
            _typed = shown;
        return _lines[--_place];
    }

    /// <summary>The line behind the one that is shown; null at the last.</summary>
    public string? Later()
    {
        if (_place == _lines.Count)
            return null;
        return ++_place == _lines.Count ? _typed : _lines[_place];
    }
}
