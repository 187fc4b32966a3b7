namespace LeanRx.Server.Storage;

/// <summary>A receipt whose addressee was away; it is told at the next login.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ClientId">The sender of the message, to whom the receipt goes.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The message.</param>
/// <param name="Timestamp">When it was delivered or read, milliseconds since 1970 UTC.</param>
/// <param name="IsRead">True for read, false for delivered.</param>
/// <param name="From">The receiver.</param>
public sealed record PendingReceipt(string ApplicationId, string ClientId, string ConversationId, string MessageId, long Timestamp, bool IsRead, string From);
