using System.Reactive.Concurrency;

namespace LeanRx.Tests.Support;

/// <summary>Virtual time whose timers take no more than those of the platform: nothing beyond 2³² − 2 milliseconds, some 49 days.</summary>
sealed class PlatformTimers(IScheduler inner) : IScheduler
{
    static readonly TimeSpan Most = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public DateTimeOffset Now => inner.Now;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        inner.Schedule((state, action), (_, it) => it.action(this, it.state));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, Most);
        return inner.Schedule((state, action), dueTime, (_, it) => it.action(this, it.state));
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);
}
