using System.Reactive.Concurrency;

namespace LeanRx.Runtime.Internal;

/// <summary>
/// Time of a session, all of it from the options' scheduler. Waits are measured on a stopwatch, which a change of the computer's clock does not disturb;
/// the calendar serves stamps and expiry alone.
/// </summary>
internal sealed class SessionClock(IScheduler scheduler)
{
    /// <summary>The instant that does not come.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    readonly IStopwatch _stopwatch = scheduler.StartStopwatch();

    public IScheduler Scheduler { get; } = scheduler;

    /// <summary>Sets timers: on the thread pool too, without the task, its token and their registrations of which the task pool makes one.</summary>
    public IScheduler Timers => Scheduler == TaskPoolScheduler.Default ? DefaultScheduler.Instance : Scheduler;

    /// <summary>Time since the session was made.</summary>
    public TimeSpan Elapsed => _stopwatch.Elapsed;

    /// <summary>The calendar.</summary>
    public DateTimeOffset Now => Scheduler.Now;

    /// <summary>The instant a wait ends that begins now. <see cref="Timeout.InfiniteTimeSpan"/> never ends.</summary>
    public TimeSpan After(TimeSpan wait) => After(Elapsed, wait);

    public static TimeSpan After(TimeSpan start, TimeSpan wait) => wait == Timeout.InfiniteTimeSpan || wait > Never - start ? Never : start + wait;

    public static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
