using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Runtime.Internal;

/// <summary>
/// Schedules what has to happen in any case: on the task pool where the scheduler takes no work any more, one that was disposed of for example. Gives a time
/// to whatever waits: of any length, <see cref="Timeout.InfiniteTimeSpan"/> among them.
/// </summary>
internal static class FallbackScheduling
{
    /// <summary>Timers of the platform end somewhere beyond 24 days; a longer wait is made of several.</summary>
    static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(20);

    public static IDisposable ScheduleOrFallback<T>(this IScheduler scheduler, T state, Action<T> action)
    {
        try
        {
            return scheduler.Schedule((state, action), Run);
        }
        catch (Exception)
        {
            return TaskPoolScheduler.Default.Schedule((state, action), Run);
        }
    }

    /// <summary>Calls when the time is over; never for <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static IDisposable ScheduleOrFallback<T>(this IScheduler scheduler, T state, TimeSpan wait, Action<T> action)
    {
        if (wait == Timeout.InfiniteTimeSpan)
            return Disposable.Empty;
        if (wait > s_longestTimer)
            return scheduler.Start((state, wait - s_longestTimer, action), s_longestTimer, GoOn);
        return scheduler.Start((state, action), wait, Run);
    }

    static IDisposable Start<T>(this IScheduler scheduler, T state, TimeSpan wait, Func<IScheduler, T, IDisposable> action)
    {
        try
        {
            return scheduler.Schedule(state, wait, action);
        }
        catch (Exception)
        {
            return TaskPoolScheduler.Default.Schedule(state, wait, action);
        }
    }

    static IDisposable GoOn<T>(IScheduler scheduler, (T State, TimeSpan Remaining, Action<T> Action) what) =>
        scheduler.ScheduleOrFallback(what.State, what.Remaining, what.Action);

    static IDisposable Run<T>(IScheduler scheduler, (T State, Action<T> Action) what)
    {
        what.Action(what.State);
        return Disposable.Empty;
    }
}
