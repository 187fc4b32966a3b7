namespace LeanRx.Server.Runtime.Internal;

/// <summary>Counts what was begun and is not done, so that a shutdown can wait for it. Nobody waits for another to count.</summary>
internal sealed class InFlight
{
    int _count;
    TaskCompletionSource? _drained;

    public int Count => Volatile.Read(ref _count);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            TellDrained();
    }

    public Task DrainedAsync()
    {
        if (Count == 0)
            return Task.CompletedTask;
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = Interlocked.CompareExchange(ref _drained, awaited, null) ?? awaited;
        // The last may have ended before it could see that somebody waits.
        if (Count == 0)
            TellDrained();
        return awaited.Task;
    }

    void TellDrained()
    {
        if (Volatile.Read(ref _drained) is not null)
            Interlocked.Exchange(ref _drained, null)?.SetResult();
    }
}
