using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Tests.Terminal;

/// <summary>A terminal of cells: rows that wrap and scroll, characters of two cells, and the control sequences that the tool uses.</summary>
sealed partial class VirtualTerminal : ITerminal
{
    readonly List<string[]> _rows = [];
    int _column;
    int _row;
    bool _isWrapPending;

    public VirtualTerminal(int columns = 40, int rows = 8)
    {
        (Columns, Rows) = (columns, rows);
        _rows.Add(NewRow());
    }

    public int Columns { get; private set; }

    public int Rows { get; }

    public AnsiCapabilities Capabilities { get; } = new() { Ansi = true, ColorSystem = ColorSystem.NoColors };

    /// <summary>Everything that was printed and is still there, row by row, also what has scrolled away.</summary>
    public IReadOnlyList<string> Text => [.. _rows.Select(row => string.Concat(row).TrimEnd())];

    /// <summary>The last rows, those in the window.</summary>
    public string Shown => string.Join('\n', Text.Skip(Math.Max(0, _rows.Count - Rows)));

    /// <summary>In which cell the cursor stands, from 0.</summary>
    public int Cursor => _column;

    /// <summary>As terminals do that cut: what stands there keeps its rows.</summary>
    public void Resize(int columns)
    {
        for (var index = 0; index < _rows.Count; index++)
            _rows[index] = [.. _rows[index].Concat(Enumerable.Repeat(" ", columns)).Take(columns)];
        Columns = columns;
        _column = Math.Min(_column, columns - 1);
    }

    public void Write(string text)
    {
        var index = 0;
        while (index < text.Length)
        {
            if (Sequence().Match(text, index) is { Success: true } sequence && sequence.Index == index)
            {
                Control(sequence.Groups["how"].Value[0],
                    sequence.Groups["n"].Value is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : null);
                index += sequence.Length;
                continue;
            }
            var element = StringInfo.GetNextTextElement(text, index);
            index += element.Length;
            Put(element);
        }
    }

    void Put(string element)
    {
        switch (element)
        {
            case "\r\n":
                Put("\r");
                Put("\n");
                return;
            case "\r":
                (_column, _isWrapPending) = (0, false);
                return;
            case "\n":
                _isWrapPending = false;
                Down();
                return;
        }

        Assert.False(char.IsControl(element[0]), $"U+{(int)element[0]:X4} on the screen");
        var width = element.GetCellWidth();
        if (_isWrapPending || _column + width > Columns)
        {
            _column = 0;
            Down();
        }
        _rows[_row][_column] = element;
        if (width == 2)
            _rows[_row][_column + 1] = "";
        _isWrapPending = _column + width == Columns;
        _column = Math.Min(_column + width, Columns - 1);
    }

    void Control(char how, int? number)
    {
        _isWrapPending = false;
        switch (how)
        {
            case 'A':
                Assert.InRange(_row - (number ?? 1), Math.Max(0, _rows.Count - Rows), _row);
                _row -= number ?? 1;
                break;
            case 'B':
                _row = Math.Min(_rows.Count - 1, _row + (number ?? 1));
                break;
            case 'G':
                _column = Math.Min(Columns, number ?? 1) - 1;
                break;
            case 'J':
                Assert.Equal(0, number ?? 0);
                Array.Fill(_rows[_row], " ", _column, Columns - _column);
                _rows.RemoveRange(_row + 1, _rows.Count - _row - 1);
                break;
            default:
                Assert.Equal('m', how);
                break;
        }
    }

    void Down()
    {
        if (++_row == _rows.Count)
            _rows.Add(NewRow());
    }

    string[] NewRow() => [.. Enumerable.Repeat(" ", Columns)];

    [GeneratedRegex(@"\e\[(?<n>\d*)(;\d+)*(?<how>[A-Za-z])")]
    private static partial Regex Sequence();
}
