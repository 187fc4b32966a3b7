using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>How many commands of one connection are in work. Over the bound the host waits before it hands in the next frame.</summary>
internal sealed class CommandWindow(int size)
{
    readonly object _lock = new();
    int _pending;
    TaskCompletionSource? _open;
    InlineSignal? _empty;

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
        InlineSignal? empty = null;
        lock (_lock)
        {
            if (--_pending >= size)
                return;
            open = _open;
            _open = null;
            if (_pending == 0)
            {
                empty = _empty;
                _empty = null;
            }
        }
        open?.SetResult();
        empty?.Fire();
    }

    /// <summary>Completes when nothing is in work. Asked by one at a time.</summary>
    public ValueTask EmptyAsync()
    {
        lock (_lock)
        {
            if (_pending == 0)
                return default;
            _empty = new InlineSignal();
            return _empty.Fired;
        }
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
