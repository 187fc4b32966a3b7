using System.Globalization;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>A Markdown table that is printed row by row as results come.</summary>
sealed class Table
{
    readonly int _columns;

    public Table(params string[] heads)
    {
        _columns = heads.Length;
        Console.WriteLine();
        Row(heads);
        Row([.. heads.Select((_, i) => i == 0 ? "---" : "---:")]);
    }

    public void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells.Concat(Enumerable.Repeat("", _columns - cells.Length)))} |");

    public static string Rate(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString(value < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    public static string Verdict(bool passes) => passes ? "pass" : "**miss**";
}
