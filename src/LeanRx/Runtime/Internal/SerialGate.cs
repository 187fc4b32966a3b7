namespace LeanRx.Runtime.Internal;

/// <summary>
/// Runs work items one at a time, in the order in which they came. Whoever comes while nobody is inside runs its item at once, on its own thread, and then
/// whatever others left meanwhile. No lock is held while an item runs, so items may post further items. Items do not call observers of users. An item that
/// throws is reported, and the next one runs.
/// </summary>
/// <remarks>
/// A caller that came in to run one item must not be kept there by a flood from the socket. So the socket's thread posts with <see cref="PostFromSocket"/>:
/// where much waits already, it asks the present runner to hand over, and runs the items itself. Then a socket is read no faster than its frames are handled,
/// which is what bounds the queue.
/// </remarks>
/// <param name="settled">Runs inside the gate after each item.</param>
/// <param name="itemThrew">Hears of an item that threw. Must not throw.</param>
internal sealed class SerialGate(Action settled, Action<Exception> itemThrew)
{
    /// <summary>From so many waiting items on, the socket's thread takes over.</summary>
    public const int Backlog = 32;

    /// <summary>How often it looks whether the present runner hands over, before it leaves its item and goes on; it must not wait for ever.</summary>
    const int Looks = 20;

    const int NotWanted = 0;
    const int Wanted = 1;
    const int Offered = 2;

    readonly Queue<IGateItem> _waiting = new();
    bool _busy;
    int _runner;
    int _handOver;

    /// <summary>Items that wait. Exact while nothing happens.</summary>
    public int Waiting => _waiting.Count;

    public void Post<TState>(TState state, Action<TState> work)
    {
        lock (_waiting)
        {
            if (_busy)
            {
                _waiting.Enqueue(new WorkItem<TState>(state, work));
                return;
            }
            Enter();
        }
        Run(state, work);
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
            Enter();
        }
        Run(state, argument, work);
        Drain();
    }

    /// <summary>Posts an item that is its own work, and costs no memory while it waits.</summary>
    public void Post(IGateItem item)
    {
        lock (_waiting)
        {
            if (_busy)
            {
                _waiting.Enqueue(item);
                return;
            }
            Enter();
        }
        Run(item, static item => item.Run());
        Drain();
    }

    /// <summary>Posts from a thread that brings more than it should be able to leave behind.</summary>
    public void PostFromSocket<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work)
    {
        bool isInside;
        lock (_waiting)
        {
            isInside = !_busy;
            if (isInside)
            {
                Enter();
            }
            else
            {
                _waiting.Enqueue(new WorkItem<TState, TArgument>(state, argument, work));
                if (_waiting.Count < Backlog || _runner == Environment.CurrentManagedThreadId || _handOver != NotWanted)
                    return;
                _handOver = Wanted;
            }
        }
        if (isInside)
            Run(state, argument, work);
        else if (!TryTakeOver())
            return;
        Drain();
    }

    /// <summary>Runs an item at once where the caller is inside already, as a part of the item that runs; otherwise as <see cref="PostFromSocket"/>.</summary>
    public void Continue<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work)
    {
        if (IsInside)
            Run(state, argument, work);
        else
            PostFromSocket(state, argument, work);
    }

    /// <summary>Runs a part of the item that runs. What it throws is reported, and no matter of the other parts.</summary>
    public void RunPart<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work) => Run(state, argument, work);

    /// <summary>Whether the caller is an item of this gate: items run to their end on the thread that took them.</summary>
    bool IsInside
    {
        get
        {
            lock (_waiting)
                return _busy && _runner == Environment.CurrentManagedThreadId;
        }
    }

    void Enter()
    {
        _busy = true;
        _runner = Environment.CurrentManagedThreadId;
    }

    void Run<TState>(TState state, Action<TState> work)
    {
        try
        {
            work(state);
        }
        catch (Exception exception)
        {
            itemThrew(exception);
        }
    }

    void Run<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work)
    {
        try
        {
            work(state, argument);
        }
        catch (Exception exception)
        {
            itemThrew(exception);
        }
    }

    void Drain()
    {
        while (true)
        {
            Settle();
            IGateItem item;
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    _busy = false;
                    return;
                }
                if (_handOver == Wanted)
                {
                    _handOver = Offered;
                    return;
                }
                item = _waiting.Dequeue();
            }
            Run(item, static item => item.Run());
        }
    }

    /// <summary>Looks a few times whether the present runner hands over, without blocking: the runner may be waiting for this very thread.</summary>
    bool TryTakeOver()
    {
        var wait = new SpinWait();
        for (var look = 0; look < Looks && Volatile.Read(ref _handOver) != Offered; look++)
            wait.SpinOnce();
        lock (_waiting)
        {
            var isOffered = _handOver == Offered;
            _handOver = NotWanted;
            if (isOffered)
                _runner = Environment.CurrentManagedThreadId;
            return isOffered;
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

    sealed class WorkItem<TState>(TState state, Action<TState> work) : IGateItem
    {
        public void Run() => work(state);
    }

    sealed class WorkItem<TState, TArgument>(TState state, TArgument argument, Action<TState, TArgument> work) : IGateItem
    {
        public void Run() => work(state, argument);
    }
}
