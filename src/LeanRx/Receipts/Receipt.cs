namespace LeanRx;

// protocol.md §4.10.5; S150
/// <summary>A receipt for a message that was sent with <see cref="SendOptions.RequestReceipt"/>: <see cref="Delivered"/> or <see cref="Read"/>.</summary>
public abstract record Receipt
{
    private protected Receipt()
    {
    }

    /// <summary>The id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The id of the message, as in its <see cref="MessageAck"/>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The time of delivery or reading, by the server's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The client id of the receiver; null when the server does not report it.</summary>
    public string? From { get; init; }

    /// <summary>The message reached the receiver's client.</summary>
    /// <remarks>It does not mean that a person read it.</remarks>
    public sealed record Delivered : Receipt;

    /// <summary>The receiver marked the message as read, see <see cref="Conversation.MarkReadAsync"/>.</summary>
    public sealed record Read : Receipt;
}
