namespace LeanRx;

/// <summary>A page of conversation ids.</summary>
public sealed record ConversationIdPage
{
    /// <summary>The ids on this page.</summary>
    public required IReadOnlyList<string> ConversationIds { get; init; }

    /// <summary>The cursor of the next page; null on the last page.</summary>
    public string? Next { get; init; }
}
