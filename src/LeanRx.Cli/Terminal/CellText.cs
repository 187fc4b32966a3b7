using System.Globalization;
using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>Text as a terminal lays it out: in what a person takes for one character, each of none, one or two cells.</summary>
static class CellText
{
    /// <summary>The characters as a person counts them: with their accents, and emoji as a whole.</summary>
    public static IEnumerable<string> Elements(string text)
    {
        for (var index = 0; index < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, index);
            yield return text.Substring(index, length);
            index += length;
        }
    }

    public static int Width(string text) => text.GetCellWidth();

    /// <summary>As much of the beginning as fits into so many cells.</summary>
    public static string Cut(string text, int cells)
    {
        var end = 0;
        foreach (var element in Elements(text))
        {
            cells -= Width(element);
            if (cells < 0)
                break;
            end += element.Length;
        }
        return text[..end];
    }

    /// <summary>Breaks text into rows, between words where that is possible.</summary>
    /// <remarks>A character of two cells is not split.</remarks>
    /// <param name="text">The text, in one line.</param>
    /// <param name="first">How many cells the first row has.</param>
    /// <param name="others">How many cells each other row has.</param>
    public static IReadOnlyList<string> Wrap(string text, int first, int others)
    {
        var rows = new List<string>();
        var (start, chance, index, width, room, wasWide) = (0, 0, 0, 0, first, false);
        foreach (var element in Elements(text))
        {
            var cells = Width(element);
            // Between wide characters no space is needed.
            if (cells == 2 || wasWide)
                chance = index;
            while (width + cells > room && index > start)
            {
                var end = element == " " || chance <= start ? index : chance;
                rows.Add(text[start..end].TrimEnd(' '));
                start = element == " " ? index + 1 : end;
                room = others;
                width = start < index ? Width(text[start..index]) : 0;
            }
            width += start > index ? 0 : cells;
            index += element.Length;
            wasWide = cells == 2;
            if (element == " ")
                chance = index;
        }
        rows.Add(text[Math.Min(start, text.Length)..]);
        return rows;
    }
}
