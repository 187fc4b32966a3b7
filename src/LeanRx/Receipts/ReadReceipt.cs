namespace LeanRx;

/// <summary>The receiver marked the message as read, see <see cref="Conversation.MarkReadAsync"/>.</summary>
public sealed record ReadReceipt(string ConversationId, string MessageId, DateTimeOffset Timestamp, string? From)
    : Receipt(ConversationId, MessageId, Timestamp, From);
