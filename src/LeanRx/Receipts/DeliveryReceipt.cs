namespace LeanRx;

/// <summary>The message reached the receiver's client. Whether a person read it, this does not tell.</summary>
public sealed record DeliveryReceipt(string ConversationId, string MessageId, DateTimeOffset Timestamp, string? From)
    : Receipt(ConversationId, MessageId, Timestamp, From);
