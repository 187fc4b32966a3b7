using System.Reactive.Concurrency;

namespace LeanRx.Testing.Time.Internal;

/// <summary>The clock of one computer of a world: its calendar can be set, what it waits for takes as long as ever.</summary>
internal sealed class CalendarScheduler(IScheduler world) : IScheduler, IStopwatchProvider, IServiceProvider
{
    /// <summary>How far the calendar is ahead of the world's.</summary>
    public TimeSpan Offset { get; set; }

    public DateTimeOffset Now => world.Now + Offset;

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) =>
        world.Schedule((state, action, this), static (_, it) => it.action(it.Item3, it.state));

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
        world.Schedule((state, action, this), dueTime, static (_, it) => it.action(it.Item3, it.state));

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        world.Schedule((state, action, this), dueTime - Offset, static (_, it) => it.action(it.Item3, it.state));

    public IStopwatch StartStopwatch() => world.StartStopwatch();

    public object? GetService(Type serviceType) => serviceType == typeof(IStopwatchProvider) ? this : null;
}
