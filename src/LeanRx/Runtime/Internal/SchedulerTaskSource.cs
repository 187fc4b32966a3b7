using System.Reactive.Concurrency;

namespace LeanRx.Runtime.Internal;

/// <summary>
/// The end of something that a caller awaits. Where the options' scheduler is the thread pool, awaits resume there, as those of any task do. Otherwise they
/// resume on the scheduler, in their place among the deliveries: in virtual time at their instant, and in the same order in each run. Never inside the gate.
/// </summary>
internal abstract class SchedulerTaskSource<T>(DeliveryQueue deliveries) : TaskCompletionSource<T>(OptionsFor(deliveries)), IDeliveryTarget
{
    object? _outcome;

    /// <summary>Whether the outcome is decided; the task may complete a little later.</summary>
    public bool IsDecided => Volatile.Read(ref _outcome) is not null;

    /// <summary>The task for the caller. What was decided by now has completed: nobody awaits it yet, so that nothing resumes here.</summary>
    public Task<T> TakeTask()
    {
        if (Volatile.Read(ref _outcome) is { } outcome)
            Complete(outcome);
        return Task;
    }

    public void Succeed(T result) => Decide(result!);

    public void Fail(Exception cause) => Decide(cause);

    public void Cancel(CancellationToken cancellationToken) => Decide(cancellationToken);

    void IDeliveryTarget.Deliver(object? item) => Complete(item!);

    void Complete(object outcome)
    {
        switch (outcome)
        {
            case Exception cause:
                TrySetException(cause);
                break;
            case CancellationToken cancellationToken:
                TrySetCanceled(cancellationToken);
                break;
            default:
                TrySetResult((T)outcome);
                break;
        }
    }

    void Decide(object outcome)
    {
        if (_outcome is not null)
            return;
        Volatile.Write(ref _outcome, outcome);
        if (deliveries.IsOnThreadPool)
            Complete(outcome);
        else
            deliveries.PostControl(this, outcome);
    }

    static TaskCreationOptions OptionsFor(DeliveryQueue deliveries) =>
        deliveries.IsOnThreadPool ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None;
}
