using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Threading.Channels;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A clock that goes on, by as much as somebody waits for, when the test says so: however long the network takes in between.</summary>
sealed class SteppedClock : IScheduler
{
    readonly Channel<(TimeSpan Due, Action Run)> _waiting = Channel.CreateUnbounded<(TimeSpan, Action)>();

    public DateTimeOffset Now { get; private set; }

    /// <summary>Lets time go by in which nobody waits.</summary>
    public void Advance(TimeSpan time) => Now += time;

    /// <summary>Waits until somebody waits on the clock. What it returns lets that time go by.</summary>
    public async Task<Action> WaitedForAsync()
    {
        var (due, run) = await _waiting.Reader.ReadAsync();
        return () =>
        {
            Now += due;
            run();
        };
    }

    /// <summary>Waits until somebody waits on the clock, and lets that time go by.</summary>
    public async Task StepAsync() => (await WaitedForAsync())();

    public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        _waiting.Writer.TryWrite((dueTime, () => action(this, state)));
        return Disposable.Empty;
    }

    public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => Schedule(state, TimeSpan.Zero, action);

    public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
        Schedule(state, dueTime - Now, action);
}
