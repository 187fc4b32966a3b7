namespace LeanRx.Protocol;

// protocol.md §4.12
/// <summary>How far a conversation was read: up to a message, or all of it where none is named.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The last message read.</param>
/// <param name="Timestamp">Its time, milliseconds since 1970 UTC.</param>
public sealed record ReadMark(string ConversationId, string? MessageId, long? Timestamp)
{
    /// <summary>Fields of the object that this library has no name for. They survive a round trip.</summary>
    public ExtensionFields? Extensions { get; init; }
}
