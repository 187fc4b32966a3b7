namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// Lets one command in at a time, in the order in which they came. Whoever waits is let in on the thread that leaves, one after the other and never
/// nested, so that virtual time stays on one thread and a long queue does not grow the stack.
/// </summary>
internal sealed class CommandGate
{
    readonly Queue<InlineSignal> _waiting = new();
    bool _occupied;
    bool _handingOver;
    bool _left;

    /// <summary>Enters when nobody is inside.</summary>
    public bool TryEnter()
    {
        lock (_waiting)
            return !_occupied && (_occupied = true);
    }

    /// <summary>Completes inside the gate. Whoever entered must call <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync()
    {
        lock (_waiting)
        {
            if (!_occupied)
            {
                _occupied = true;
                return default;
            }
            var ticket = new InlineSignal();
            _waiting.Enqueue(ticket);
            return ticket.Fired;
        }
    }

    public void Leave()
    {
        lock (_waiting)
        {
            if (_handingOver)
            {
                _left = true;
                return;
            }
            if (_waiting.Count == 0)
            {
                _occupied = false;
                return;
            }
            _handingOver = true;
        }
        HandOver();
    }

    void HandOver()
    {
        while (true)
        {
            InlineSignal next;
            lock (_waiting)
                next = _waiting.Dequeue();
            next.Fire();
            lock (_waiting)
            {
                if (!_left)
                {
                    _handingOver = false;
                    return;
                }
                _left = false;
                if (_waiting.Count > 0)
                    continue;
                _handingOver = _occupied = false;
                return;
            }
        }
    }
}
