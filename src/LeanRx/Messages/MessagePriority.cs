namespace LeanRx;

// protocol.md §7.4
/// <summary>How urgent a message to a chat room is. A server under load may drop what is not high.</summary>
public enum MessagePriority
{
    /// <summary>Waits rather than being dropped.</summary>
    High = 1,

    /// <summary>Like most messages.</summary>
    Normal = 2,

    /// <summary>The first to be dropped.</summary>
    Low = 3,
}
