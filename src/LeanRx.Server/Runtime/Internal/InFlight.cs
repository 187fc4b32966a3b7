namespace LeanRx.Server.Runtime.Internal;

/// <summary>Counts what was begun and is not done, so that a shutdown can wait for it.</summary>
internal sealed class InFlight
{
    readonly object _gate = new();
    int _count;
    TaskCompletionSource? _drained;

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    public void Begin()
    {
        lock (_gate)
            _count++;
    }

    public void End()
    {
        TaskCompletionSource? drained;
        lock (_gate)
        {
            if (--_count > 0)
                return;
            drained = _drained;
            _drained = null;
        }
        drained?.SetResult();
    }

    public Task DrainedAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }
}
