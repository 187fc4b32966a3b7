using System.Globalization;
using System.Reactive.Concurrency;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>The engine's only clock: milliseconds since 1970 UTC, read from the scheduler of the options.</summary>
internal sealed class EngineClock(IScheduler scheduler)
{
    readonly IStopwatch _stopwatch = scheduler.StartStopwatch();
    long _highest = long.MinValue;

    public IScheduler Scheduler => scheduler;

    /// <summary>When the engine was made.</summary>
    public long StartedAt { get; } = scheduler.Now.ToUnixTimeMilliseconds();

    /// <summary>When something was last lost that had not been saved: when the engine was made, or when another node was lost.</summary>
    public long LastLossAt { get; private set; } = scheduler.Now.ToUnixTimeMilliseconds();

    /// <summary>Notes that another node was lost.</summary>
    public void NoteLoss() => LastLossAt = Now;

    /// <summary>Time since the engine was made: what is waited for is measured here, where nobody sets the clock.</summary>
    public TimeSpan Elapsed => _stopwatch.Elapsed;

    /// <summary>Whether somebody has set the calendar back since the engine was made. Then what is newer need not be later.</summary>
    public bool HasGoneBack { get; private set; }

    public long Now
    {
        get
        {
            var highest = Volatile.Read(ref _highest);
            var now = scheduler.Now.ToUnixTimeMilliseconds();
            if (now > highest)
                Interlocked.CompareExchange(ref _highest, now, highest);
            else if (now < highest)
                HasGoneBack = true;
            return now;
        }
    }

    /// <summary><see cref="Now"/> as a date.</summary>
    public DateTimeOffset NowAsDate => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    // protocol.md §4.2
    /// <summary>The form of times in <c>cdate</c>, <c>udate</c> and conversation objects.</summary>
    public static string Iso(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
