using LeanRx.Messages.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>Brings each message to the client's stream and to its conversation's, or keeps it while neither is heard.</summary>
internal sealed class MessageFanOut(MessageStream all, UnobservedMessages held)
{
    /// <summary>On the delivery queue alone.</summary>
    public void Deliver(ConversationSlot slot, Message message)
    {
        var heard = all.Deliver(message);
        if (slot.Registry.Observed is { } conversation)
            heard |= conversation.MessageStream.Deliver(message);
        if (!heard)
            held.Add(message);
    }
}
