using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Streams.Internal;

namespace LeanRx.Delivery.Internal;

/// <summary>The way of edits and recalls to their observers. Used inside the gate alone.</summary>
internal sealed class ChangeInbox(LatestMessages latest, MessageFactory messages, EventStream<MessageChange> changes)
{
    public void Accept(ConversationSlot slot, PatchItem patch)
    {
        var message = messages.From(slot.Id, patch);
        MessageChange change = message is RecalledMessage recalled
            ? new MessageChange.Recalled(recalled) { Code = patch.PatchCode, Reason = patch.PatchReason }
            : new MessageChange.Edited(message) { Code = patch.PatchCode, Reason = patch.PatchReason };
        Tell(slot, message, change);
    }

    public void Tell(ConversationSlot slot, Message message, MessageChange change)
    {
        if (message is RecalledMessage && slot.Unread.Recall(new Position(message.TimestampMilliseconds, message.Id)))
            slot.Conversation?.Announce();
        latest.Change(slot, message);
        changes.Publish(change);
        slot.Conversation?.Publish(change);
    }
}
