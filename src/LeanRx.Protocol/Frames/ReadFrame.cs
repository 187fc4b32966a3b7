namespace LeanRx.Protocol;

// protocol.md §4.12
/// <summary><c>read</c>: a client has read conversations.</summary>
public sealed record ReadFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Read;

    /// <summary>One whole conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Whole conversations.</summary>
    public IReadOnlyList<string>? ConversationIds { get; init; }

    /// <summary>Conversations, each up to a message.</summary>
    public IReadOnlyList<ReadMark>? Marks { get; init; }
}
