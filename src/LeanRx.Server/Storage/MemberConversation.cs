namespace LeanRx.Server.Storage;

/// <summary>A conversation of a member in which something may be unread.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="LastMessageAt">The time of its last message in milliseconds since 1970-01-01 UTC.</param>
/// <param name="ReadAt">When the member last read there, or else joined; null when neither is known.</param>
public readonly record struct MemberConversation(string ConversationId, long LastMessageAt, long? ReadAt);
