using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.10.5
/// <summary>Tells senders that a message arrived or was read, now or at their next login.</summary>
internal sealed class Receipts(EngineServices services)
{
    /// <summary>Conversations of so many members tell their senders without being asked specially, and keep the times in history.</summary>
    const int SmallConversation = 2;

    /// <summary>
    /// Notes that a member got or read messages of others, and sends the receipts that were asked for; in service conversations neither. Used inside the gate.
    /// </summary>
    public async ValueTask SendAsync(Conversation conversation, string receiver, IReadOnlyList<StoredMessage> messages, bool isRead)
    {
        if (conversation.Record!.IsSystem)
            return;
        var now = services.Clock.Now;
        var isSmall = conversation.Record.Members.Count <= SmallConversation;
        List<PendingReceipt> pending = [];
        foreach (var message in messages)
        {
            if (isSmall)
                Note(conversation, message, now, isRead);
            if (message.ReceiptRequested && !await TellAsync(conversation, receiver, message, now, isRead, isSmall).ConfigureAwait(false))
                pending.Add(ReceiptOf(conversation, receiver, message, now, isRead));
        }
        if (pending.Count > 0)
            await conversation.Store.Receipts.AddAsync(pending, services.Limits.MaxPendingReceipts).ConfigureAwait(false);
    }

    static PendingReceipt ReceiptOf(Conversation conversation, string receiver, StoredMessage message, long now, bool isRead) => new()
    {
        ApplicationId = conversation.App.Id,
        ClientId = message.From,
        ConversationId = conversation.Id,
        MessageId = message.Id,
        Timestamp = now,
        IsRead = isRead,
        From = receiver,
    };

    public static ReceiptFrame FrameOf(PendingReceipt receipt) => new()
    {
        ConversationId = receipt.ConversationId,
        MessageId = receipt.MessageId,
        Timestamp = receipt.Timestamp,
        IsRead = receipt.IsRead ? true : null,
        From = receipt.From,
    };

    static void Note(Conversation conversation, StoredMessage message, long now, bool isRead)
    {
        if (message.DeliveredAt is null || (isRead && message.ReadAt is null))
            conversation.Positions.Change(conversation.Positions.Current(message) with
            {
                DeliveredAt = message.DeliveredAt ?? now,
                ReadAt = isRead
                ? message.ReadAt ?? now : message.ReadAt
            });
    }

    /// <summary>False when the receipt has to wait for the sender's next login.</summary>
    static async ValueTask<bool> TellAsync(Conversation conversation, string receiver, StoredMessage message, long now, bool isRead, bool isSmall)
    {
        var homes = conversation.Homes;
        if (!await homes.HasAsync(message.From, default).ConfigureAwait(false))
            return !isSmall;
        var fanOut = new FanOut(FrameOf(ReceiptOf(conversation, receiver, message, now, isRead)),
            new() { Needs = isSmall ? 0 : SessionCapabilities.GroupReceipts });
        homes.Deliver(message.From, ref fanOut);
        return true;
    }
}
