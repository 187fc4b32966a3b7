using LeanRx.Streams.Internal;

namespace LeanRx.Messages.Internal;

// S17
/// <summary>
/// Messages that came while nobody listened, kept for the first who does; bounded, the oldest gives way. Used on the delivery queue alone.
/// </summary>
/// <param name="overflowed">Told once each time that messages begin to be dropped.</param>
internal sealed class UnobservedMessages(int capacity, Action overflowed)
{
    readonly LinkedList<Message> _messages = new();
    bool _overflowing;

    public void Add(Message message)
    {
        _messages.AddLast(message);
        if (_messages.Count <= capacity)
            return;
        _messages.RemoveFirst();
        if (_overflowing)
            return;
        _overflowing = true;
        overflowed();
    }

    /// <summary>Hands over what is held, in order, as long as the subscriber stays; the rest remains held.</summary>
    /// <param name="conversationId">The conversation; null for all.</param>
    public void DeliverTo(Subscription<Message> subscription, string? conversationId, Action<Exception> observerThrew)
    {
        var node = _messages.First;
        while (node is not null && !subscription.IsDisposed)
        {
            var next = node.Next;
            if (conversationId is null || node.Value.ConversationId == conversationId)
            {
                _messages.Remove(node);
                subscription.Next(node.Value, observerThrew);
            }
            node = next;
        }
        if (_messages.Count < capacity)
            _overflowing = false;
    }
}
