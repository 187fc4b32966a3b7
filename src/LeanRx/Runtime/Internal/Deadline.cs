using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Runtime.Internal;

/// <summary>Cancels what has been silent for too long; each sign of life sets the time anew.</summary>
internal sealed class Deadline : IDisposable
{
    readonly CancellationTokenSource _source;
    readonly SerialDisposable _timer = new();
    readonly IScheduler _scheduler;
    readonly TimeSpan _wait;

    public Deadline(IScheduler scheduler, TimeSpan wait, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _scheduler = scheduler;
        _wait = wait;
        Extend();
    }

    public CancellationToken Token => _source.Token;

    public void Extend() => _timer.Disposable = _scheduler.ScheduleOrFallback(_source, _wait, static source => source.Cancel());

    /// <summary>Stops the time. The source is left to the collector: a timer that rings at this moment may still cancel it.</summary>
    public void Dispose() => _timer.Dispose();
}
