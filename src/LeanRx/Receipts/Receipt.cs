namespace LeanRx;

// protocol.md §4.10.5; S150
/// <summary>News of a message that was sent with <see cref="SendOptions.Receipt"/>: <see cref="DeliveryReceipt"/> or <see cref="ReadReceipt"/>.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The message, as its <see cref="MessageAck"/> named it.</param>
/// <param name="Timestamp">When it happened, by the server's clock.</param>
/// <param name="From">The receiver; null when the server does not say.</param>
public abstract record Receipt(string ConversationId, string MessageId, DateTimeOffset Timestamp, string? From);
