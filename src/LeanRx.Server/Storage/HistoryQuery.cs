namespace LeanRx.Server.Storage;

// protocol.md §4.11
/// <summary>
/// Which messages of a conversation a page of history holds. Bounds are places in the order (timestamp, message id); the message at a bound need not exist. A
/// bound without id means its whole millisecond, in or out.
/// </summary>
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

    /// <summary>Only messages that this client sees (<see cref="StoredMessage.IsVisibleTo"/>); null: all, as operators see them.</summary>
    public string? VisibleTo { get; init; }

    /// <summary>
    /// True with <see cref="VisibleTo"/>: only that client's own thread with a service conversation (<see cref="StoredMessage.IsInThreadOf"/>).
    /// </summary>
    public bool IsThreadOnly { get; init; }

    /// <summary>Whether a message of the conversation that lies between the bounds belongs to the walk.</summary>
    public bool Matches(StoredMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (MessageType is null || message.MessageType == MessageType)
            && (VisibleTo is not { } client || (IsThreadOnly ? message.IsInThreadOf(client) : message.IsVisibleTo(client)));
    }
}
