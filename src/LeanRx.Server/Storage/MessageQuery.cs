namespace LeanRx.Server.Storage;

// protocol.md §10.3
/// <summary>A query for a page of the messages of an application, in any conversation.</summary>
/// <remarks>
/// For operators, not for clients. Bounds are places in the order of time and message id. The message at a bound need not exist. A bound without id includes or
/// excludes its whole millisecond.
/// </remarks>
public sealed record MessageQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Only messages of this sender.</summary>
    /// <value>Null for all.</value>
    public string? From { get; init; }

    /// <summary>False for the newest messages before <see cref="Start"/>, true for the oldest after it.</summary>
    public bool Forward { get; init; }

    /// <summary>Where the page begins.</summary>
    /// <value>Null for the newest message, or the oldest if <see cref="Forward"/>.</value>
    public HistoryBound? Start { get; init; }

    /// <summary>Where the page ends at the latest.</summary>
    /// <value>Null for the other end.</value>
    public HistoryBound? End { get; init; }

    /// <summary>The maximum number of messages, 1 to 1000.</summary>
    /// <value>20.</value>
    public int Limit { get; init; } = 20;
}
