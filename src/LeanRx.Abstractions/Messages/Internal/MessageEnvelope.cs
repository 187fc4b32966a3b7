namespace LeanRx.Messages.Internal;

/// <summary>What a message has besides its body. Times in milliseconds since 1970 UTC, 0 for none.</summary>
internal readonly struct MessageEnvelope
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required string From { get; init; }

    public long Timestamp { get; init; }

    public long DeliveredAt { get; init; }

    public long ReadAt { get; init; }

    public long UpdatedAt { get; init; }

    public bool IsTransient { get; init; }

    public bool MentionsEveryone { get; init; }

    public IReadOnlyList<string>? MentionedClientIds { get; init; }
}
