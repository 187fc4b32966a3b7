using System.Reactive.Concurrency;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>A machine whose clock is wrong.</summary>
sealed class ShiftedScheduler(TimeSpan by) : IScheduler
{
    public DateTimeOffset Now => Scheduler.Default.Now + by;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => Scheduler.Default.Schedule(state, action);

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Scheduler.Default.Schedule(state, dueTime, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Scheduler.Default.Schedule(state, dueTime - by, action);
}
