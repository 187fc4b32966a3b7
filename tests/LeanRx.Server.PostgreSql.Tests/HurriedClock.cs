using System.Reactive.Concurrency;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A clock on which every wait is over at once, and which stands still otherwise.</summary>
sealed class HurriedClock : IScheduler
{
    public DateTimeOffset Now { get; private set; }

    /// <summary>Lets time go by in which nobody waits.</summary>
    public void Advance(TimeSpan time) => Now += time;

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        Now += dueTime;
        return action(this, state);
    }

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => action(this, state);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);
}
