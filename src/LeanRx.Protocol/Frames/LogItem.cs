namespace LeanRx.Protocol;

// protocol.md §4.11
/// <summary>One stored message in a page of history.</summary>
public sealed record LogItem
{
    /// <summary>The message id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender.</summary>
    public string? From { get; init; }

    /// <summary>The body; base64 when <see cref="IsBinary"/>.</summary>
    public string Data { get; init; } = "";

    /// <summary>The server's time of the message, milliseconds since 1970 UTC.</summary>
    public long Timestamp { get; init; }

    /// <summary>When it was delivered, milliseconds.</summary>
    public long? AckAt { get; init; }

    /// <summary>When it was read, milliseconds.</summary>
    public long? ReadAt { get; init; }

    /// <summary>When it was last changed, milliseconds.</summary>
    public long? PatchTimestamp { get; init; }

    /// <summary>True when it mentions everybody.</summary>
    public bool? MentionAll { get; init; }

    /// <summary>Clients that it mentions.</summary>
    public IReadOnlyList<string>? MentionedClientIds { get; init; }

    /// <summary>True when <see cref="Data"/> is base64 of binary content.</summary>
    public bool? IsBinary { get; init; }

    /// <summary>Kind of conversation: 1 normal, 2 chat room, 3 service, 4 temporary.</summary>
    public int? ConversationType { get; init; }

    /// <summary>Fields of the object that this library has no name for.</summary>
    /// <remarks>They survive a round trip.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
