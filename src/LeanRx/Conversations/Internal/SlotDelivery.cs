using LeanRx.Common.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>How far the delivery of one conversation is. Touched inside the gate alone.</summary>
internal struct SlotDelivery
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
