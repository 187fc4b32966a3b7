using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Testing.Time.Internal;

/// <summary>The clock as one process sees it: what a process waits for does not happen any more once it was killed.</summary>
internal sealed class ProcessScheduler(IScheduler computer) : IScheduler, IStopwatchProvider, IServiceProvider
{
    bool _isDead;

    public DateTimeOffset Now => computer.Now;

    public void Kill() => _isDead = true;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), static (_, it) => it.Item3.Run(it.state, it.action));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), dueTime, static (_, it) => it.Item3.Run(it.state, it.action));

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), dueTime, static (_, it) => it.Item3.Run(it.state, it.action));

    public IStopwatch StartStopwatch() => computer.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    IDisposable Run<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => _isDead ? Disposable.Empty : action(this, state);
}
