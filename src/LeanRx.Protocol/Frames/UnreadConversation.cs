namespace LeanRx.Protocol;

/// <summary>One conversation of an <see cref="UnreadFrame"/>.</summary>
public sealed record UnreadConversation
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>How many messages are unread, at most 100.</summary>
    public int Unread { get; init; }

    /// <summary>The last message's id.</summary>
    public string? MessageId { get; init; }

    /// <summary>The last message's time, milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The last message's sender.</summary>
    public string? From { get; init; }

    /// <summary>The last message's body.</summary>
    public string? Data { get; init; }

    /// <summary>True when <see cref="Data"/> is base64 of binary content.</summary>
    public bool? IsBinary { get; init; }

    /// <summary>The last message's binary content, as the protobuf dialects carry it.</summary>
    /// <remarks><c>binaryMsg</c> on the wire.</remarks>
    public byte[]? BinaryBody { get; init; }

    /// <summary>When the last message was changed, milliseconds.</summary>
    public long? PatchTimestamp { get; init; }

    /// <summary>True when an unread message mentions this client.</summary>
    public bool? IsMentioned { get; init; }

    /// <summary>Kind of conversation: 1 normal, 2 chat room, 3 service, 4 temporary.</summary>
    public int? ConversationType { get; init; }

    /// <summary>Fields of the object that this library has no name for.</summary>
    /// <remarks>They survive a round trip.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
