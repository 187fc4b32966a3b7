using LeanRx.Common.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>What a client keeps about one conversation id, whether or not anybody holds the conversation's object.</summary>
internal sealed class ConversationSlot(string id, MessageFanOut fanOut) : IDeliveryTarget
{
    public string Id { get; } = id;

    /// <summary>The conversation's object, if anybody holds one.</summary>
    public ConversationCore? Conversation => Registry.Handle is { } handle && handle.TryGetTarget(out var conversation) ? conversation : null;

    /// <summary>Whether it is known to be a chat room.</summary>
    public bool IsRoom { get; set; }

    /// <summary>Whether it is known to be a service conversation to which this client subscribes.</summary>
    public bool IsSubscribed { get; set; }

    public PendingSends Sends { get; } = new();

    /// <summary>The last message, also where nobody has looked at the conversation yet.</summary>
    public LatestMessage Latest { get; } = new();

    /// <summary>What is unread, also where nobody has looked at the conversation yet.</summary>
    public UnreadCount Unread { get; } = new();

    public SlotRegistration Registry;

    public SlotDelivery Delivery;

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item is TracedMessage traced)
            traced.Arrival.Run(static it => it.Slot.Deliver(it.Message), (Slot: this, traced.Message));
        else
            Deliver((Message)item!);
    }

    void Deliver(Message message) => fanOut.Deliver(this, message);
}
