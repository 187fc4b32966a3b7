namespace LeanRx.Runtime.Internal;

/// <summary>
/// The end of something that a caller awaits. Where the options' scheduler is the thread pool, awaits resume there, as those of any task do. Otherwise they
/// resume on the scheduler, in their place among the deliveries: in virtual time at their instant, and in the same order in each run. Never inside the gate.
/// </summary>
internal abstract class SchedulerOutcome(DeliveryQueue deliveries) : IDeliveryTarget
{
    object? _outcome;

    /// <summary>Whether the outcome is decided; the task may complete a little later.</summary>
    public bool IsDecided => Volatile.Read(ref _outcome) is not null;

    public void Fail(Exception cause) => Decide(cause);

    public void Cancel(CancellationToken cancellationToken) => Decide(cancellationToken);

    /// <summary>Ends it where it begins, on the caller's thread: nobody awaits it yet.</summary>
    /// <param name="outcome">An exception, a token that is cancelled, or the result.</param>
    public void EndAtOnce(object outcome)
    {
        Volatile.Write(ref _outcome, outcome);
        Complete(outcome);
    }

    void IDeliveryTarget.Deliver(object? item) => Complete(item!);

    /// <summary>Completes the task, if it has not been completed yet.</summary>
    protected abstract void Complete(object outcome);

    /// <summary>Completes what was decided by now: nobody awaits it yet, so that nothing resumes here.</summary>
    public void CompleteIfDecided()
    {
        if (Volatile.Read(ref _outcome) is { } outcome)
            Complete(outcome);
    }

    protected void Decide(object outcome)
    {
        if (_outcome is not null)
            return;
        Volatile.Write(ref _outcome, outcome);
        if (deliveries.IsOnThreadPool)
            Complete(outcome);
        else
            deliveries.PostControl(this, outcome);
    }

    /// <summary>Makes it as if it were new.</summary>
    protected void ForgetOutcome() => Volatile.Write(ref _outcome, null);

    protected TaskCompletionSource<T> NewSource<T>() =>
        new(deliveries.IsOnThreadPool ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    protected static void Complete<T>(TaskCompletionSource<T> source, object outcome)
    {
        switch (outcome)
        {
            case Exception cause:
                source.TrySetException(cause);
                break;
            case CancellationToken cancellationToken:
                source.TrySetCanceled(cancellationToken);
                break;
            default:
                source.TrySetResult((T)outcome);
                break;
        }
    }
}
