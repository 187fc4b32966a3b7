using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Logging.Internal;

/// <summary>Counts log lines by kind and minute.</summary>
internal sealed partial class LineQuota(IScheduler scheduler)
{
    /// <summary>More kinds than our code and the web host's have.</summary>
    const int MaxKinds = 1024;

    const int ImportantPerMinute = 1;
    const int OthersPerMinute = 1000;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly Dictionary<LineKind, int> _counts = [];

    /// <summary>Whether a line may be written. The first of a kind begins its minute; at the end of it the log is told how many were left out.</summary>
    public bool TryPass(LineKind kind, ILogger log)
    {
        lock (_counts)
        {
            if (_counts.TryGetValue(kind, out var count))
            {
                _counts[kind] = count + 1;
                return count < MostOf(kind);
            }

            if (_counts.Count >= MaxKinds)
                return false;
            _counts.Add(kind, 1);
        }

        scheduler.Schedule(Minute, () => End(kind, log));
        return true;
    }

    void End(LineKind kind, ILogger log)
    {
        int left;
        lock (_counts)
        {
            _counts.Remove(kind, out var count);
            left = count - MostOf(kind);
        }

        if (left > 0)
            LeftOut(log, kind.Level, left, kind);
    }

    static int MostOf(LineKind kind) => kind.Level >= LogLevel.Warning ? ImportantPerMinute : OthersPerMinute;

    [LoggerMessage(EventId = 100, Message = "{Count} more lines of this kind ({Kind}) within a minute were left out.")]
    static partial void LeftOut(ILogger log, LogLevel level, int count, LineKind kind);
}
