namespace LeanRx.Server.Storage;

/// <summary>A receipt for a sender who is offline.</summary>
/// <remarks>It is delivered at the sender's next login.</remarks>
public sealed record PendingReceipt
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The sender of the message, who gets the receipt.</summary>
    public required string ClientId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>When the message was delivered or read, in milliseconds since 1970-01-01 UTC.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Whether the message was read, or merely delivered.</summary>
    public bool IsRead { get; init; }

    /// <summary>The client that received or read the message.</summary>
    public required string From { get; init; }
}
