namespace LeanRx.Server;

/// <summary>A page of a list of conversations.</summary>
public sealed record ConversationPage
{
    /// <summary>The conversation ids, ascending in ordinal order.</summary>
    public required IReadOnlyList<string> ConversationIds { get; init; }

    /// <summary>The value to pass for the next page.</summary>
    /// <value>Null at the end.</value>
    public string? Next { get; init; }
}
