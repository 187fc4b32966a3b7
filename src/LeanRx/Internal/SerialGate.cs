namespace LeanRx.Internal;

/// <summary>
/// Runs work items one at a time, in the order in which they came. Whoever comes while nobody is inside runs its item at once, on its own thread, and then
/// whatever others left meanwhile. No lock is held while an item runs, so items may post further items. Items must not throw and must not call user code.
/// </summary>
internal sealed class SerialGate
{
    readonly Queue<WorkItem> _waiting = new();
    bool _busy;

    public void Post<TState>(TState state, Action<TState> work) where TState : class
    {
        lock (_waiting)
        {
            if (_busy)
            {
                _waiting.Enqueue(new WorkItem(state, static (s, w) => ((Action<TState>)w)((TState)s), work));
                return;
            }
            _busy = true;
        }
        work(state);
        Drain();
    }

    public void Post(Action work) => Post(work, static run => run());

    void Drain()
    {
        while (true)
        {
            WorkItem item;
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    _busy = false;
                    return;
                }
                item = _waiting.Dequeue();
            }
            item.Invoke(item.State, item.Work);
        }
    }

    readonly record struct WorkItem(object State, Action<object, Delegate> Invoke, Delegate Work);
}
