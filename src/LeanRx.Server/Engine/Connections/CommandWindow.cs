namespace LeanRx.Server.Internal;

/// <summary>How many commands of one connection are in work. Over the bound the host waits before it hands in the next frame.</summary>
internal sealed class CommandWindow(int size)
{
    readonly object _lock = new();
    int _pending;
    TaskCompletionSource? _open;

    public int Pending
    {
        get
        {
            lock (_lock)
                return _pending;
        }
    }

    public void Begin()
    {
        lock (_lock)
            _pending++;
    }

    public void End()
    {
        TaskCompletionSource? open;
        lock (_lock)
        {
            if (--_pending >= size)
                return;
            open = _open;
            _open = null;
        }
        open?.SetResult();
    }

    /// <summary>Completes when there is room for one more.</summary>
    public ValueTask OpenAsync()
    {
        lock (_lock)
        {
            if (_pending < size)
                return default;
            _open ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_open.Task);
        }
    }
}
