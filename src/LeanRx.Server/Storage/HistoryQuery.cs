namespace LeanRx.Server;

/// <summary>Which messages of a conversation a page of history holds (protocol.md §4.11). Bounds are places in the order (timestamp, message id); the message at a bound need not exist. A bound without id means its whole millisecond, in or out.</summary>
public sealed record HistoryQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>False: the newest messages before <see cref="Start"/>. True: the oldest behind it.</summary>
    public bool Forward { get; init; }

    /// <summary>Where the walk begins; null means the end (back) or the beginning (forward) of the conversation.</summary>
    public HistoryBound? Start { get; init; }

    /// <summary>Where the walk ends at the latest; null means the other end of the conversation.</summary>
    public HistoryBound? End { get; init; }

    /// <summary>At most so many messages, 1 to 1000.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Only typed messages of this <c>_lctype</c>.</summary>
    public int? MessageType { get; init; }
}
