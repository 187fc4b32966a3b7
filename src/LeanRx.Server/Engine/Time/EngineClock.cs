using System.Globalization;
using System.Reactive.Concurrency;

namespace LeanRx.Server.Internal;

/// <summary>The engine's only clock: milliseconds since 1970 UTC, read from the scheduler of the options.</summary>
internal sealed class EngineClock(IScheduler scheduler)
{
    public IScheduler Scheduler => scheduler;

    public long Now => scheduler.Now.ToUnixTimeMilliseconds();

    /// <summary>The form of times in <c>cdate</c>, <c>udate</c> and conversation objects (protocol.md §4.2).</summary>
    public static string Iso(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
