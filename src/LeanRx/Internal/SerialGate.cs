namespace LeanRx.Internal;

/// <summary>
/// Runs work items one at a time, in the order in which they came. Whoever comes while nobody is inside runs its item at once, on its own thread, and then
/// whatever others left meanwhile. No lock is held while an item runs, so items may post further items. Items do not call observers of users. An item that
/// throws is reported, and the next one runs.
/// </summary>
/// <param name="settled">Runs inside the gate after each item.</param>
/// <param name="itemThrew">Hears of an item that threw. Must not throw.</param>
internal sealed class SerialGate(Action settled, Action<Exception> itemThrew)
{
    readonly Queue<WorkItem> _waiting = new();
    bool _busy;

    public void Post<TState>(TState state, Action<TState> work)
    {
        lock (_waiting)
        {
            if (_busy)
            {
                _waiting.Enqueue(new WorkItem<TState>(state, work));
                return;
            }
            _busy = true;
        }
        try
        {
            work(state);
        }
        catch (Exception exception)
        {
            itemThrew(exception);
        }
        Drain();
    }

    public void Post<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work)
    {
        lock (_waiting)
        {
            if (_busy)
            {
                _waiting.Enqueue(new WorkItem<TState, TArgument>(state, argument, work));
                return;
            }
            _busy = true;
        }
        try
        {
            work(state, argument);
        }
        catch (Exception exception)
        {
            itemThrew(exception);
        }
        Drain();
    }

    void Drain()
    {
        while (true)
        {
            Settle();
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
            try
            {
                item.Run();
            }
            catch (Exception exception)
            {
                itemThrew(exception);
            }
        }
    }

    void Settle()
    {
        try
        {
            settled();
        }
        catch (Exception exception)
        {
            itemThrew(exception);
        }
    }

    abstract class WorkItem
    {
        public abstract void Run();
    }

    sealed class WorkItem<TState>(TState state, Action<TState> work) : WorkItem
    {
        public override void Run() => work(state);
    }

    sealed class WorkItem<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work) : WorkItem
    {
        public override void Run() => work(state, argument);
    }
}
