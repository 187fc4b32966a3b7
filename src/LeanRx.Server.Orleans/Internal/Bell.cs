using System.Reactive.Concurrency;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Wakes one who waits, before the time is over.</summary>
sealed class Bell(IScheduler scheduler)
{
    readonly Lock _lock = new();
    TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring()
    {
        lock (_lock)
            _rung.TrySetResult();
    }

    /// <summary>Completes when it has been rung since the last time, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using (scheduler.Schedule(atMost, Ring))
            await Rung().WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            _rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    Task Rung()
    {
        lock (_lock)
            return _rung.Task;
    }
}
