namespace LeanRx.Cli.Terminal;

/// <summary>What a key has led to.</summary>
enum EditOutcome
{
    /// <summary>The line, or the place in it, may have changed.</summary>
    Edited,

    /// <summary>The line was entered.</summary>
    Entered,

    /// <summary>The end of input, with nothing typed.</summary>
    Ended,
}

/// <summary>Edits a line by the keys that people know from their shell.</summary>
sealed class LineEditor
{
    readonly LineHistory _history = new();
    char _high;

    public EditLine Line { get; } = new();

    /// <summary>Takes a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="entered">The line, when it was entered.</param>
    public EditOutcome Take(ConsoleKeyInfo key, out string entered)
    {
        entered = "";
        var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        var isAlt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
        {
            entered = Line.Text;
            _history.Add(entered);
            Line.Set("");
            return EditOutcome.Entered;
        }

        if (isControl && !isAlt && key.Key == ConsoleKey.D && Line.Text.Length == 0)
            return EditOutcome.Ended;
        if (CommandOf(key.Key, isControl, isAlt) is { } command)
            command();
        else if (!isControl && !isAlt && !char.IsControl(key.KeyChar))
            Type(key.KeyChar);
        return EditOutcome.Edited;
    }

    Action? CommandOf(ConsoleKey key, bool isControl, bool isAlt) => (key, isControl, isAlt) switch
    {
        (ConsoleKey.LeftArrow, false, false) or (ConsoleKey.B, true, false) => Line.Left,
        (ConsoleKey.RightArrow, false, false) or (ConsoleKey.F, true, false) => Line.Right,
        (ConsoleKey.LeftArrow, _, _) or (ConsoleKey.B, false, true) => Line.WordLeft,
        (ConsoleKey.RightArrow, _, _) or (ConsoleKey.F, false, true) => Line.WordRight,
        (ConsoleKey.Home, _, _) or (ConsoleKey.A, true, false) => Line.Home,
        (ConsoleKey.End, _, _) or (ConsoleKey.E, true, false) => Line.End,
        (ConsoleKey.Backspace, false, false) or (ConsoleKey.H, true, false) => Line.DeleteBefore,
        (ConsoleKey.Backspace, _, _) or (ConsoleKey.W, true, false) => Line.CutWordBefore,
        (ConsoleKey.Delete, _, _) or (ConsoleKey.D, true, false) => Line.Delete,
        (ConsoleKey.D, false, true) => Line.CutWordBehind,
        (ConsoleKey.U, true, false) => Line.CutBefore,
        (ConsoleKey.K, true, false) => Line.CutBehind,
        (ConsoleKey.Y, true, false) => Line.Paste,
        (ConsoleKey.T, true, false) => Line.Swap,
        (ConsoleKey.UpArrow, _, _) or (ConsoleKey.P, true, false) => Earlier,
        (ConsoleKey.DownArrow, _, _) or (ConsoleKey.N, true, false) => Later,
        _ => null,
    };

    void Earlier()
    {
        if (_history.Earlier(Line.Text) is { } line)
            Line.Set(line);
    }

    void Later()
    {
        if (_history.Later() is { } line)
            Line.Set(line);
    }

    /// <summary>A terminal gives the two halves of a character beyond the first 65,536 one after the other.</summary>
    void Type(char character)
    {
        if (char.IsHighSurrogate(character))
        {
            _high = character;
            return;
        }
        if (!char.IsLowSurrogate(character))
            Line.Insert(character.ToString());
        else if (char.IsHighSurrogate(_high))
            Line.Insert($"{_high}{character}");
        _high = default;
    }
}
