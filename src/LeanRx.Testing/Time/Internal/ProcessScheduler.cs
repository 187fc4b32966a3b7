using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Testing.Time.Internal;

/// <summary>The clock as one process sees it: what a process waits for happens later while it is suspended, and not any more once it was killed.</summary>
internal sealed class ProcessScheduler(IScheduler computer) : IScheduler, IStopwatchProvider, IServiceProvider
{
    Queue<Action>? _suspended;
    bool _isDead;

    public DateTimeOffset Now => computer.Now;

    public void Kill()
    {
        _isDead = true;
        _suspended = null;
    }

    public void Suspend() => _suspended ??= new Queue<Action>();

    public void Resume()
    {
        while (_suspended?.TryDequeue(out var action) == true)
            action();
        _suspended = null;
    }

    /// <summary>What reaches the process from outside: at once, or when it goes on.</summary>
    public void Do(Action action)
    {
        if (_suspended is { } suspended)
            suspended.Enqueue(action);
        else
            action();
    }

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), static (_, it) => it.Item3.Run(it.state, it.action));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), dueTime, static (_, it) => it.Item3.Run(it.state, it.action));

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        computer.Schedule((state, action, this), dueTime, static (_, it) => it.Item3.Run(it.state, it.action));

    public IStopwatch StartStopwatch() => computer.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;

    IDisposable Run<TState>(TState state, Func<IScheduler, TState, IDisposable> action)
    {
        if (_isDead)
            return Disposable.Empty;
        if (_suspended is not { } suspended)
            return action(this, state);
        var work = new SingleAssignmentDisposable();
        suspended.Enqueue(() =>
        {
            if (!work.IsDisposed)
                work.Disposable = action(this, state);
        });
        return work;
    }
}
