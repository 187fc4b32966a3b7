namespace LeanRx;

/// <summary>How many messages of a conversation are unread: told after login, and when another device of this client reads (protocol.md §4.12). Messages that come while online are not counted here.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Count">How many, at most 100; 0 after another device read them. Messages that were recalled do not count.</param>
/// <param name="IsMentioned">Whether one of them mentions this client.</param>
/// <param name="LastMessage">The last of them; null when the server did not send it along.</param>
public sealed record UnreadChange(string ConversationId, int Count, bool IsMentioned, Message? LastMessage);
