using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Runtime.Internal;

/// <summary>
/// Schedules what has to happen in any case: on the task pool where the scheduler takes no work any more, one that was disposed of for example.
/// </summary>
internal static class FallbackScheduling
{
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

    public static IDisposable ScheduleOrFallback<T>(this IScheduler scheduler, T state, TimeSpan wait, Action<T> action)
    {
        try
        {
            return scheduler.Schedule((state, action), wait, Run);
        }
        catch (Exception)
        {
            return TaskPoolScheduler.Default.Schedule((state, action), wait, Run);
        }
    }

    static IDisposable Run<T>(IScheduler scheduler, (T State, Action<T> Action) what)
    {
        what.Action(what.State);
        return Disposable.Empty;
    }
}
