namespace LeanRx.Server;

/// <summary>Which conversations a client asked for (protocol.md §4.5.1).</summary>
public sealed record ConversationQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conditions, parsed.</summary>
    public required ConversationFilter Filter { get; init; }

    /// <summary>What to sort by; default: the last message, newest first.</summary>
    public ConversationSort Sort { get; init; } = ConversationSort.Default;

    /// <summary>How many matches to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>At most so many, 0 to 1000.</summary>
    public int Limit { get; init; } = 10;
}
