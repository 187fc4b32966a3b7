using System.Collections.Concurrent;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>What could not be fetched, and why. Of each kind the first is told by name, the others are counted.</summary>
sealed class ExportReport(TextWriter warnings, ExportProgress progress)
{
    readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);

    /// <summary>What was refused, by kind.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <param name="kind">What it is, in the plural.</param>
    /// <param name="which">Which one.</param>
    /// <param name="reason">Why it could not be fetched.</param>
    public void Refuse(string kind, string which, string reason)
    {
        if (_refused.AddOrUpdate(kind, 1, static (_, count) => count + 1) > 1)
            return;
        progress.Clear();
        warnings.WriteLine(PlainText.Of($"leanrx: {kind}: {which}: {reason}"));
    }
}
