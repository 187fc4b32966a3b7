using System.Globalization;

namespace LeanRx.Cli.Benchmarking;

/// <summary>The text of a message that says in which run and when it was sent, and fills up to its length.</summary>
sealed class Stamp(string run, int length)
{
    public string Write(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{run} {time.Ticks} ").PadRight(length, 'x');

    /// <summary>When a message was sent; null for one of somebody else.</summary>
    public TimeSpan? Read(string text)
    {
        if (!text.StartsWith(run, StringComparison.Ordinal) || text.Length <= run.Length)
            return null;
        var rest = text.AsSpan(run.Length + 1);
        var end = rest.IndexOf(' ');
        return end > 0 && long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? new TimeSpan(ticks) : null;
    }
}
