namespace LeanRx.Server.Storage;

// protocol.md §10.3
/// <summary>
/// Which messages of an application a page holds, whatever conversation they are in: for operators, not for clients. Bounds are places in the order (timestamp,
/// message id); the message at a bound need not exist. A bound without id means its whole millisecond, in or out.
/// </summary>
public sealed record MessageQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Only messages by this sender; null means by anybody.</summary>
    public string? From { get; init; }

    /// <summary>False: the newest messages before <see cref="Start"/>. True: the oldest behind it.</summary>
    public bool Forward { get; init; }

    /// <summary>Where the walk begins; null means the newest message (back) or the oldest (forward).</summary>
    public HistoryBound? Start { get; init; }

    /// <summary>Where the walk ends at the latest; null means the other end.</summary>
    public HistoryBound? End { get; init; }

    /// <summary>At most so many messages, 1 to 1000.</summary>
    public int Limit { get; init; } = 20;
}
