using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeanRx.Cli.Terminal;

/// <summary>Figures that change, one a row: its name, its value now, and a plot of its last values.</summary>
sealed class LivePlots
{
    const int MostKept = 500;

    static readonly Style s_quiet = new(Color.Grey);
    static readonly Style s_plot = new(Color.Teal);

    readonly List<(string Name, string Value, Queue<double> Values)> _rows = [];

    /// <summary>Sets a figure; a new one stands below the others.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it is now, for people.</param>
    /// <param name="value">The same for the plot: null for a figure without one, NaN where there is none now.</param>
    public void Set(string name, string text, double? value)
    {
        var index = _rows.FindIndex(row => row.Name == name);
        var values = index < 0 ? new Queue<double>() : _rows[index].Values;
        if (value is { } number)
            values.Enqueue(number);
        if (values.Count > MostKept)
            values.Dequeue();
        if (index < 0)
            _rows.Add((name, text, values));
        else
            _rows[index] = (name, text, values);
    }

    /// <param name="width">How many cells a row may have.</param>
    public IRenderable Render(int width)
    {
        const int gap = 2;
        var table = new Grid { Expand = false };
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, gap, 0) });
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, gap, 0), Alignment = Justify.Right });
        table.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 0, 0) });
        var room = width - _rows.Max(row => CellText.Width(row.Name)) - _rows.Max(row => CellText.Width(row.Value)) - (2 * gap) - 1;
        foreach (var (name, value, values) in _rows)
            table.AddRow(new Text(name, s_quiet), new Text(value), new Text(values.Count == 0 || room < 1 ? "" : Sparkline.Of(values, room), s_plot));
        return table;
    }
}
