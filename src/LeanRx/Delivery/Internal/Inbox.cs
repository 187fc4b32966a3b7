using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Delivery.Internal;

// law 7
/// <summary>
/// The way of a message to its observers: each once, in the order in which they come here. Used inside the gate alone; observers hear of it on the
/// delivery queue.
/// </summary>
internal sealed class Inbox(ISession session, ConversationRegistry conversations, LatestMessages latest, MessageFactory messages, AckBatch acks)
{
    public void Accept(ConversationSlot slot, DirectFrame frame)
    {
        var isStored = frame.IsTransient != true;
        if (frame is { Body: TypingNotice.Body, IsTransient: true })
        {
            Notice(slot, frame.FromPeerId ?? "", isTyping: true);
            return;
        }
        if (Arrive(slot, frame.MessageId, frame.Timestamp ?? 0, isStored, isConfirmed: isStored && !IsRoom(slot, frame.ConversationType)))
            Deliver(slot, messages.From(frame), (frame.Body?.Length ?? 0) + (frame.BinaryBody?.Length ?? 0), frame.TraceParent);
    }

    public void Accept(ConversationSlot slot, TextMessage message)
    {
        if (Arrive(slot, message.Id, message.TimestampMilliseconds, isStored: true, isConfirmed: !slot.IsRoom))
            Deliver(slot, message, PlainTextReader.LengthOf(message), traceParent: null);
    }

    public void Accept(ConversationSlot slot, LogItem item)
    {
        if (Arrive(slot, item.MessageId, item.Timestamp, isStored: true, isConfirmed: true))
            Deliver(slot, messages.From(slot.Id, item), item.Data.Length, traceParent: null);
    }

    /// <summary>False when it came before. It is confirmed to the server all the same: the server seems not to know that it came.</summary>
    bool Arrive(ConversationSlot slot, string? id, long timestamp, bool isStored, bool isConfirmed)
    {
        // Without an id it can be neither confirmed nor told from another.
        if (id is not { Length: > 0 })
            return true;
        if (isConfirmed)
            acks.Add(slot, id, timestamp);
        return conversations.TryRemember(slot, id, timestamp, isReceived: isStored);
    }

    void Deliver(ConversationSlot slot, Message message, int length, string? traceParent)
    {
        if (!message.IsTransient && !slot.IsRoom && message.From != session.Options.ClientId && slot.Unread.Hear(message, session.Options.ClientId))
            slot.Conversation?.Announce();
        Notice(slot, message.From, isTyping: false);
        latest.Hear(slot, message, length);
        var arrival = session.Telemetry.OnMessage(traceParent, slot.Id, message.Id);
        session.Deliveries.Post(slot, arrival is null ? message : new TracedMessage(message, arrival));
    }

    void Notice(ConversationSlot slot, string clientId, bool isTyping)
    {
        if (clientId != session.Options.ClientId)
            slot.Conversation?.TypingNotices.Publish(new TypingNotice(clientId, isTyping));
    }

    // S89
    /// <summary>Chat rooms promise nothing to those who were away, and want no confirmations.</summary>
    public static bool IsRoom(ConversationSlot slot, int? conversationType) =>
        conversationType is { } type ? type == (int)ConversationKind.ChatRoom : slot.IsRoom;
}
