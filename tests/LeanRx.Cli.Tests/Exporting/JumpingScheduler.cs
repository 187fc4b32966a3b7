using System.Reactive.Concurrency;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>A clock that nobody waits for: whatever is due later is due at once, and the time is then that later one.</summary>
sealed class JumpingScheduler(DateTimeOffset start) : IScheduler
{
    readonly Lock _gate = new();
    DateTimeOffset _now = start;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_gate)
            _now += time;
    }

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => action(this, state);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        if (dueTime > TimeSpan.Zero)
            Advance(dueTime);
        return action(this, state);
    }

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);
}
