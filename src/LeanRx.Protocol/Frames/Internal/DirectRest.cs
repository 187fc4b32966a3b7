namespace LeanRx.Protocol.Frames.Internal;

/// <summary>What most messages do not have. Kept apart, because messages are the other half of all frames.</summary>
sealed record DirectRest
{
    public static readonly DirectRest None = new();

    public bool? IsWill { get; init; }

    public string? PushData { get; init; }

    public int? Priority { get; init; }

    public IReadOnlyList<string>? ToPeerIds { get; init; }

    public string? RoomId { get; init; }

    public bool? IsOffline { get; init; }

    public bool? HasMore { get; init; }

    public long? PatchTimestamp { get; init; }

    public int? ConversationType { get; init; }
}
