using LeanRx.Common.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>What a client keeps about one conversation id, whether or not anybody holds the conversation's object.</summary>
internal sealed class ConversationSlot(string id, MessageFanOut fanOut) : IDeliveryTarget
{
    public string Id { get; } = id;

    /// <summary>The conversation's object, if anybody holds one.</summary>
    public ConversationCore? Conversation => Handle is { } handle && handle.TryGetTarget(out var conversation) ? conversation : null;

    /// <summary>Whether it is known to be a chat room.</summary>
    public bool IsRoom { get; set; }

    /// <summary>Whether it is known to be a service conversation to which this client subscribes.</summary>
    public bool IsSubscribed { get; set; }

    public PendingSends Sends { get; } = new();

    /// <summary>The last message, also where nobody has looked at the conversation yet.</summary>
    public LatestMessage Latest { get; } = new();

    /// <summary>What is unread, also where nobody has looked at the conversation yet.</summary>
    public UnreadCount Unread { get; } = new();

    // Changed under the registry's lock.

    public WeakReference<ConversationCore>? Handle { get; set; }

    /// <summary>The conversation while somebody observes it: observers keep it alive.</summary>
    public ConversationCore? Observed { get; set; }

    public int Observers { get; set; }

    public IdWindow? Window { get; set; }

    public ConversationSlot? MoreRecent { get; set; }

    public ConversationSlot? LessRecent { get; set; }

    /// <summary>The last message that came.</summary>
    public Position Last { get; set; }

    // Touched inside the gate alone.

    /// <summary>Whether <see cref="Latest"/> is among those that are kept for nobody in particular.</summary>
    public bool IsLatestKept { get; set; }

    /// <summary>The connection (by number) for which it is known that nothing is missing before <see cref="Last"/>.</summary>
    public int Verified { get; set; }

    /// <summary>Up to where the conversation was whole when the connection changed; where a fetch of what was missed begins.</summary>
    public Position Whole { get; set; }

    public CatchUp? CatchUp { get; set; }

    public PendingAck Ack;

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item is TracedMessage traced)
            traced.Arrival.Run(static it => it.Slot.Deliver(it.Message), (Slot: this, traced.Message));
        else
            Deliver((Message)item!);
    }

    void Deliver(Message message) => fanOut.Deliver(this, message);
}
