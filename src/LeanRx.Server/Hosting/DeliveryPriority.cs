namespace LeanRx.Server;

// protocol.md §7.4
/// <summary>How urgent a message to a chat room is, with the numbers of the wire.</summary>
/// <remarks>It has no effect in other conversations.</remarks>
public enum DeliveryPriority
{
    /// <summary>Never dropped.</summary>
    High = 1,

    /// <summary>Dropped for connections whose queue is more than three quarters full.</summary>
    Normal = 2,

    /// <summary>Dropped for connections whose queue is more than half full.</summary>
    Low = 3,
}
