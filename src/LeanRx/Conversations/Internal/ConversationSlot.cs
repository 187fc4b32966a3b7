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

    public Registration Registry;

    public DeliveryState Delivery;

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item is TracedMessage traced)
            traced.Arrival.Run(static it => it.Slot.Deliver(it.Message), (Slot: this, traced.Message));
        else
            Deliver((Message)item!);
    }

    void Deliver(Message message) => fanOut.Deliver(this, message);

    /// <summary>What the registry keeps about one conversation id. Changed under the registry's lock.</summary>
    public struct Registration
    {
        /// <summary>The conversation's object, as long as anybody holds it.</summary>
        public WeakReference<ConversationCore>? Handle;

        /// <summary>The conversation while somebody observes it: observers keep it alive.</summary>
        public ConversationCore? Observed;

        public int Observers;

        /// <summary>The ids of the messages that came last.</summary>
        public IdWindow Window;

        /// <summary>Its neighbours among those of which there are ids.</summary>
        public ConversationSlot? MoreRecent;

        public ConversationSlot? LessRecent;

        /// <summary>The last message that came.</summary>
        public Position Last;

        /// <summary>The last that went from the window and is later than that: one of its own sends.</summary>
        public ForgottenMessage? Forgotten;

        /// <summary>Up to where all came.</summary>
        public readonly Position LastKnown => Forgotten is { Entry: var entry } && entry.Timestamp > Last.Timestamp
            ? new Position(entry.Timestamp, entry.Id.ToString()) : Last;
    }

    /// <summary>A message of which the conversation knows no more than that it came.</summary>
    public sealed class ForgottenMessage
    {
        public IdEntry Entry { get; set; }
    }

    /// <summary>How far the delivery of one conversation is. Touched inside the gate alone.</summary>
    public struct DeliveryState
    {
        /// <summary>Whether the slot's latest message is among those that are kept for nobody in particular.</summary>
        public bool IsLatestKept;

        /// <summary>The connection, by number, for which it is known that nothing is missing before the last message that came.</summary>
        public int VerifiedConnection;

        /// <summary>Up to where nothing was missing when the connection changed; where a fetch of what was missed begins.</summary>
        public Position WholeUpTo;

        public CatchUp? CatchUp;

        public PendingAck Ack;
    }
}
