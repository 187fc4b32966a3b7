using System.Reactive.Concurrency;

namespace LeanRx.Testing.Time.Internal;

/// <summary>Moves the dates of a scheduler that begins in the year 1 to where messages have plausible timestamps. Spans and order stay as they are.</summary>
internal sealed class EpochScheduler(IScheduler inner, TimeSpan offset) : IScheduler
{
    public static IScheduler Over(IScheduler scheduler) =>
        scheduler.Now.Year < 1970 ? new EpochScheduler(scheduler, VirtualClock.Epoch - scheduler.Now) : scheduler;

    public DateTimeOffset Now => inner.Now + offset;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action, this), static (_, it) => it.action(it.Item3, it.state));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action, this), dueTime, static (_, it) => it.action(it.Item3, it.state));

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action, this), dueTime - offset, static (_, it) => it.action(it.Item3, it.state));
}
