namespace LeanRx;

// protocol.md §7.4: 1, 2, 3 on the wire
/// <summary>The urgency of a message to a chat room.</summary>
/// <remarks>A server under load may drop messages that are not <see cref="High"/>.</remarks>
public enum MessagePriority
{
    /// <summary>The default.</summary>
    Normal,

    /// <summary>Delivered late rather than dropped.</summary>
    High,

    /// <summary>Dropped first.</summary>
    Low,
}
