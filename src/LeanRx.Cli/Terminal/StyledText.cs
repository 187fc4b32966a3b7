using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>A piece of a line in one style.</summary>
readonly record struct StyledText(string Text, Style Style);

/// <summary>A line to print.</summary>
/// <param name="Head">How it begins, without control characters.</param>
/// <param name="Text">What it says, without control characters; broken into rows where it is too long.</param>
/// <param name="Key">By which its mark can be changed later; null for a line without one.</param>
sealed record StyledLine(IReadOnlyList<StyledText> Head, string Text, string? Key = null)
{
    const int NarrowWindow = 40;

    /// <summary>The rows of the text in a window of so many columns; the first stands behind the head.</summary>
    /// <param name="columns">How wide the window is.</param>
    /// <param name="indent">How many cells the other rows begin with where there is room for that.</param>
    public IReadOnlyList<string> Rows(int columns, int indent)
    {
        indent = columns < NarrowWindow ? 0 : indent;
        var head = Head.Sum(part => CellText.Width(part.Text));
        var rows = CellText.Wrap(Text, Math.Max(1, columns - (head % columns)), columns - indent);
        return [rows[0], .. rows.Skip(1).Select(row => new string(' ', indent) + row)];
    }

    /// <summary>How many rows the head takes beside the one that the text shares with it.</summary>
    public int HeadRows(int columns) => Head.Sum(part => CellText.Width(part.Text)) / columns;
}
