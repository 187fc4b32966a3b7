namespace LeanRx;

/// <summary>How many messages of a conversation are unread, as the server says it.</summary>
/// <remarks>
/// It does so after a login, when a device of this client reads, and when messages are recalled. Messages that come while online are not told here;
/// <see cref="Conversation.UnreadCount"/> counts them too.
/// </remarks>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Count">How many, at most 100; 0 after a device read them. Messages that were recalled do not count.</param>
/// <param name="IsMentioned">Whether one of them mentions this client.</param>
/// <param name="LastMessage">The last of them; null when the server did not send it along.</param>
public sealed record UnreadChange(string ConversationId, int Count, bool IsMentioned, Message? LastMessage);
