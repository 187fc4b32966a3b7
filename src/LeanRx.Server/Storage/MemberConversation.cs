namespace LeanRx.Server.Storage;

/// <summary>A conversation of a member, and when its last message was sent.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="LastMessageAt">The time of its last message in milliseconds since 1970-01-01 UTC; null if it has none.</param>
public readonly record struct MemberConversation(string ConversationId, long? LastMessageAt);
