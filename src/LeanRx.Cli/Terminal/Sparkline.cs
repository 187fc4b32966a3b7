namespace LeanRx.Cli.Terminal;

/// <summary>A plot of one row: the newest values at the right, the largest of them as high as the row.</summary>
static class Sparkline
{
    const string Heights = "▁▂▃▄▅▆▇█";

    /// <param name="values">The values, the oldest first; what is no number leaves a gap.</param>
    /// <param name="width">How many cells there are.</param>
    public static string Of(IReadOnlyCollection<double> values, int width)
    {
        var shown = values.Skip(Math.Max(0, values.Count - width)).ToList();
        var highest = shown.Where(double.IsFinite).DefaultIfEmpty().Max();
        return string.Concat(shown.Select(value => !double.IsFinite(value) ? ' '
            // Whatever there is stands out from nothing.
            : value <= 0 ? Heights[0] : Heights[1 + Math.Min(Heights.Length - 2, (int)(value / highest * (Heights.Length - 2)))])).PadLeft(Math.Max(0, width));
    }
}
