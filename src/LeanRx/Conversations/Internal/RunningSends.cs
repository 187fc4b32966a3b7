namespace LeanRx.Conversations.Internal;

/// <summary>The sends that have not ended, the oldest first.</summary>
internal sealed class RunningSends
{
    RunningSend? _first;
    RunningSend? _last;

    public void Add(RunningSend send)
    {
        send.Previous = _last;
        if (_last is null)
            _first = send;
        else
            _last.Next = send;
        _last = send;
    }

    public void Remove(RunningSend send)
    {
        if (send.Previous is null)
            _first = send.Next;
        else
            send.Previous.Next = send.Next;
        if (send.Next is null)
            _last = send.Previous;
        else
            send.Next.Previous = send.Previous;
        send.Previous = null;
        send.Next = null;
    }

    public IEnumerable<SendEvent> Of(string conversationId)
    {
        for (var send = _first; send is not null; send = send.Next)
            if (send.ConversationId == conversationId)
                yield return send.Begun();
    }
}
