namespace LeanRx.Protocol;

// protocol.md §4.12
/// <summary>How far a conversation was read: up to a message, or all of it if no message is given.</summary>
public sealed record ReadMark
{
    /// <summary>Creates an object.</summary>
    public ReadMark(string conversationId, string? messageId, long? timestamp)
    {
        ConversationId = conversationId;
        MessageId = messageId;
        Timestamp = timestamp;
    }

    /// <summary>The conversation id.</summary>
    public string ConversationId { get; init; }

    /// <summary>The id of the last message that was read.</summary>
    public string? MessageId { get; init; }

    /// <summary>The time of that message, in milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Fields of the object that this library does not know.</summary>
    /// <remarks>They are preserved.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
