namespace LeanRx.Runtime.Internal;

/// <summary>An outcome with a task of its own.</summary>
internal abstract class SchedulerTaskSource<T> : SchedulerOutcome
{
    readonly TaskCompletionSource<T> _source;

    protected SchedulerTaskSource(DeliveryQueue deliveries) : base(deliveries) => _source = NewSource<T>();

    public Task<T> Task => _source.Task;

    /// <summary>The task for the caller. What was decided by now has completed: nobody awaits it yet, so that nothing resumes here.</summary>
    public Task<T> TakeTask()
    {
        CompleteIfDecided();
        return _source.Task;
    }

    public void Succeed(T result) => Decide(result!);

    protected override void Complete(object outcome) => Complete(_source, outcome);
}
