using System.Globalization;
using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>
/// A terminal whose last row is the line that is being typed: what is printed appears above it, and marks of lines that are still in view are changed where
/// they stand. Safe for calls from any thread.
/// </summary>
/// <param name="terminal">Where.</param>
/// <param name="markColumn">In which cell of a line its mark begins, from 0.</param>
/// <param name="indent">How many cells further rows of a line begin with.</param>
sealed class PromptScreen(ITerminal terminal, int markColumn, int indent)
{
    /// <summary>No window has more rows.</summary>
    const int Remembered = 500;

    static readonly Style Quiet = new(Color.Grey);

    readonly Lock _lock = new();
    readonly Queue<(string? Key, int Rows)> _printed = new();
    StyledText _prompt = new("", Style.Plain);
    string _hint = "";
    string _text = "";
    int _cursor;
    int _first;
    int _columns;
    int _drawnCells;
    int _drawnCursor;
    bool _isClosed;

    /// <summary>Prints lines above what is being typed.</summary>
    public void Print(IReadOnlyList<StyledLine> lines)
    {
        lock (_lock)
        {
            if (lines.Count == 0)
                return;
            Draw(writer =>
            {
                foreach (var line in lines)
                {
                    foreach (var part in line.Head)
                        writer.Write(part.Text, part.Style, null);
                    var rows = line.Rows(_columns, indent);
                    foreach (var row in rows)
                        writer.Write($"{row}\r\n");
                    _printed.Enqueue((line.Key, rows.Count + line.HeadRows(_columns)));
                    if (_printed.Count > Remembered)
                        _printed.Dequeue();
                }
            });
        }
    }

    /// <summary>Shows what is being typed.</summary>
    public void Edit(string text, int cursor)
    {
        lock (_lock)
        {
            (_text, _cursor) = (text, cursor);
            Draw(static _ => { });
        }
    }

    /// <summary>Shows what stands before the line, and what stands in it while nothing is typed.</summary>
    public void Prompt(StyledText prompt, string hint)
    {
        lock (_lock)
        {
            if (_prompt == prompt && _hint == hint)
                return;
            (_prompt, _hint) = (prompt, hint);
            Draw(static _ => { });
        }
    }

    /// <summary>Draws the line anew, for example in another width.</summary>
    public void Redraw()
    {
        lock (_lock)
            Draw(static _ => { });
    }

    /// <summary>Changes the mark of a line, unless it has left the window.</summary>
    public void Mark(string key, StyledText mark)
    {
        lock (_lock)
        {
            if (_isClosed || IsResized())
                return;
            var up = 0;
            var isThere = false;
            foreach (var (other, rows) in _printed)
            {
                if (other == key)
                    (isThere, up) = (true, 0);
                if (isThere)
                    up += rows;
            }
            if (!isThere || up >= terminal.Rows || markColumn + CellText.Width(mark.Text) > _columns)
                return;
            Write(writer =>
            {
                writer.CursorUp(up);
                writer.CursorHorizontalAbsolute(markColumn + 1);
                writer.Write(mark.Text, mark.Style, null);
                writer.CursorDown(up);
                writer.CursorHorizontalAbsolute(_drawnCursor + 1);
            });
        }
    }

    /// <summary>Takes the line away.</summary>
    /// <remarks>Whoever writes next does so at the beginning of a row.</remarks>
    public void Close()
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            if (_columns > 0)
                Write(Erase);
        }
    }

    bool IsResized() => _columns != terminal.Columns;

    void Draw(Action<AnsiWriter> above) => Write(writer =>
    {
        if (_columns > 0 && !_isClosed)
            Erase(writer);
        if (IsResized())
        {
            // Some terminals have wrapped anew what was printed, others have cut it: where those lines stand now is not known.
            _printed.Clear();
            _columns = terminal.Columns;
        }
        above(writer);
        if (!_isClosed)
            DrawLine(writer);
    });

    /// <summary>Clears the row of the line, or the rows into which a narrower window has wrapped it.</summary>
    void Erase(AnsiWriter writer)
    {
        var columns = terminal.Columns;
        if (columns < _columns && _drawnCells > columns)
        {
            var up = _drawnCursor / columns;
            if (up > 0)
                writer.CursorUp(up);
        }
        writer.Write("\r");
        writer.EraseInDisplay(0);
    }

    void DrawLine(AnsiWriter writer)
    {
        var prompt = CellText.Cut(_prompt.Text, _columns / 2);
        var head = CellText.Width(prompt);
        // The last cell stays free for the cursor.
        var room = Math.Max(0, _columns - head - 1);
        _first = FirstShown(room);
        var shown = CellText.Cut(_text[_first..], room);
        writer.Write(prompt, _prompt.Style, null);
        if (_text.Length == 0)
            writer.Write(CellText.Cut(_hint, room), Quiet, null);
        else
            writer.Write(shown);
        _drawnCursor = head + CellText.Width(_text[_first.._cursor]);
        _drawnCells = head + CellText.Width(_text.Length == 0 ? CellText.Cut(_hint, room) : shown);
        writer.CursorHorizontalAbsolute(_drawnCursor + 1);
    }

    /// <summary>The line moves sideways only as far as it must, so that the cursor is in view, and shows its beginning where all of it fits.</summary>
    int FirstShown(int room)
    {
        if (CellText.Width(_text) <= room)
            return 0;
        // Leaving at the left shows half a row of what stands before.
        var (first, cells) = _cursor < _first || _first > _text.Length ? (0, room / 2) : (_first, room);
        while (first < _cursor && CellText.Width(_text[first.._cursor]) > cells)
            first += StringInfo.GetNextTextElementLength(_text, first);
        return first;
    }

    void Write(Action<AnsiWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(new AnsiWriter(text, terminal.Capabilities));
        terminal.Write(text.ToString());
    }
}
