namespace LeanRx.Transport.Internal;

/// <summary>
/// Counts the messages of one connection on their way from <c>Send</c> to the socket. From that follow two things that Websocket.Client's queue does not
/// tell: which type a message was posted with, and when everything is out.
/// </summary>
internal sealed class SendLedger
{
    readonly object _lock = new();
    readonly Queue<long> _binary = new();
    long _posted;
    long _taken;
    long _finished;
    bool _closing;

    /// <summary>Queues a message with <paramref name="enqueue"/> and counts it, in one step.</summary>
    public void Post<TState>(TState state, bool isText, Func<TState, bool> enqueue)
    {
        lock (_lock)
        {
            if (!enqueue(state))
                return;
            if (!isText)
                _binary.Enqueue(_posted);
            _posted++;
        }
    }

    /// <summary>The next message is given to the socket.</summary>
    /// <returns>Whether it was posted as text.</returns>
    public bool Take()
    {
        lock (_lock)
        {
            var isText = _binary.Count == 0 || _binary.Peek() != _taken;
            if (!isText)
                _binary.Dequeue();
            _taken++;
            return isText;
        }
    }

    /// <summary>The message taken last was written, or failed to be.</summary>
    /// <returns>Whether the close frame is due now: it waits for this message alone.</returns>
    public bool Finish()
    {
        lock (_lock)
        {
            _finished++;
            return _closing && _finished == _posted;
        }
    }

    /// <summary>The close frame is to follow.</summary>
    /// <returns>Whether everything is out; otherwise <see cref="Finish"/> says when.</returns>
    public bool BeginClose()
    {
        lock (_lock)
        {
            _closing = true;
            return _finished == _posted;
        }
    }
}
