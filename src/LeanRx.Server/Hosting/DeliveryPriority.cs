namespace LeanRx.Server;

// protocol.md §7.4
/// <summary>
/// How urgent a message to a chat room is, with the numbers that the priorities have on the wire. In other conversations it counts for nothing.
/// </summary>
public enum DeliveryPriority
{
    /// <summary>Never dropped.</summary>
    High = 1,

    /// <summary>Not given to connections whose queue is more than three quarters full.</summary>
    Normal = 2,

    /// <summary>Not given to connections whose queue is more than half full.</summary>
    Low = 3,
}
