namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// Lets one command in at a time, or so many, in the order in which they came. Whoever waits is let in on the thread that leaves, one after the other and never
/// nested, so that virtual time stays on one thread and a long queue does not grow the stack.
/// </summary>
/// <param name="places">How many are inside at a time.</param>
internal sealed class CommandGate(int places = 1)
{
    readonly Queue<InlineSignal> _waiting = new();
    int _inside;
    int _left;
    bool _handingOver;

    /// <summary>Enters when there is room inside.</summary>
    public bool TryEnter()
    {
        lock (_waiting)
            return _inside < places && ++_inside > 0;
    }

    /// <summary>Completes inside the gate. Whoever entered must call <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync()
    {
        lock (_waiting)
        {
            if (_inside < places)
            {
                _inside++;
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
            if (!_handingOver && _waiting.Count == 0)
            {
                _inside--;
                return;
            }
            _left++;
            if (_handingOver)
                return;
            _handingOver = true;
        }
        HandOver();
    }

    void HandOver()
    {
        while (true)
        {
            InlineSignal? next;
            lock (_waiting)
            {
                if (_left == 0)
                {
                    _handingOver = false;
                    return;
                }
                _left--;
                if (!_waiting.TryDequeue(out next))
                    _inside--;
            }
            next?.Fire();
        }
    }
}
