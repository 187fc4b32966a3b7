namespace LeanRx;

// S142
/// <summary>The server accepted a message.</summary>
/// <remarks>Receipts report whether anybody received it.</remarks>
public sealed record MessageAck
{
    /// <summary>Creates an acknowledgement.</summary>
    /// <param name="messageId">The id assigned by the server.</param>
    /// <param name="timestamp">The time at which the server accepted the message.</param>
    public MessageAck(string messageId, DateTimeOffset timestamp)
    {
        MessageId = messageId;
        Timestamp = timestamp;
    }

    /// <summary>The id assigned by the server.</summary>
    public string MessageId { get; init; }

    /// <summary>The time at which the server accepted the message: its place in the conversation's order.</summary>
    public DateTimeOffset Timestamp { get; init; }
}
