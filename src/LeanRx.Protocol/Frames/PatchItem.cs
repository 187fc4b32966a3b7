namespace LeanRx.Protocol;

/// <summary>One changed message in a <see cref="PatchFrame"/>.</summary>
public sealed record PatchItem
{
    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The message's original time, milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>True when it was recalled.</summary>
    public bool? IsRecall { get; init; }

    /// <summary>The new body.</summary>
    public string? Data { get; init; }

    /// <summary>The new body as bytes, base64 in JSON.</summary>
    public byte[]? BinaryBody { get; init; }

    /// <summary>When it was changed, milliseconds.</summary>
    public long? PatchTimestamp { get; init; }

    /// <summary>The author.</summary>
    public string? From { get; init; }

    /// <summary>True when it mentions everybody.</summary>
    public bool? MentionAll { get; init; }

    /// <summary>Clients that it mentions; read from <c>mentionPids</c> or the misspelt <c>meintonPids</c>.</summary>
    public IReadOnlyList<string>? MentionedClientIds { get; init; }

    /// <summary>Why the system changed it.</summary>
    public long? PatchCode { get; init; }

    /// <summary>Text of <see cref="PatchCode"/>.</summary>
    public string? PatchReason { get; init; }

    /// <summary>Fields of the object that this library has no name for.</summary>
    /// <remarks>They survive a round trip.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
