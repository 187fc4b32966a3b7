namespace LeanRx.Server.Storage;

// protocol.md §10.3
/// <summary>A query for a page of the messages of an application, in any conversation. For operators, not for clients.</summary>
/// <remarks>
/// Bounds are places in the order of time and message id. The message at a bound need not exist. A bound without id includes or excludes its whole millisecond.
/// </remarks>
public sealed record MessageQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Only messages of this sender. Null for all.</summary>
    public string? From { get; init; }

    /// <summary>False for the newest messages before <see cref="Start"/>, true for the oldest after it.</summary>
    public bool Forward { get; init; }

    /// <summary>Where the page begins. Null for the newest message, or the oldest if <see cref="Forward"/>.</summary>
    public HistoryBound? Start { get; init; }

    /// <summary>Where the page ends at the latest. Null for the other end.</summary>
    public HistoryBound? End { get; init; }

    /// <summary>The maximum number of messages, 1 to 1000.</summary>
    /// <value>20.</value>
    public int Limit { get; init; } = 20;
}
