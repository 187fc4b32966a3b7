using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Streams.Internal;

namespace LeanRx.Events.Internal;

/// <summary>What the server pushes about conversations, when its time to be told has come. Inside the gate alone.</summary>
internal sealed class PushedEvents(ConversationRegistry registry, ConversationEvents conversations, ModerationEvents moderation, EventStream<Receipt> receipts)
{
    /// <param name="push">The push.</param>
    /// <param name="isFetched">Whether it was missed, and fetched later.</param>
    public void Accept(Frame push, bool isFetched)
    {
        switch (push)
        {
            case ReceiptFrame receipt:
                Accept(receipt);
                break;
            case ConversationFrame conversation:
                conversations.Take(conversation, isFetched);
                moderation.Take(conversation, isFetched);
                break;
        }
    }

    /// <summary>What this client did itself: into the snapshot alone.</summary>
    public void Fold(ConversationFrame own) => conversations.Fold(own);

    void Accept(ReceiptFrame frame)
    {
        if (frame is not { ConversationId: { } conversationId, MessageId: { } messageId })
            return;
        var time = UnixTime.ToTime(frame.Timestamp ?? 0);
        Receipt receipt = frame.IsRead == true
            ? new Receipt.Read { ConversationId = conversationId, MessageId = messageId, Timestamp = time, From = frame.From }
            : new Receipt.Delivered { ConversationId = conversationId, MessageId = messageId, Timestamp = time, From = frame.From };
        receipts.Publish(receipt);
        registry.Find(conversationId)?.Publish(receipt);
    }
}
