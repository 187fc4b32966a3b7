namespace LeanRx.Server.Storage;

// protocol.md §4.11
/// <summary>A query for a page of the history of one conversation.</summary>
/// <remarks>
/// Bounds are places in the order of time and message id. The message at a bound need not exist. A bound without id includes or excludes its whole millisecond.
/// </remarks>
public sealed record HistoryQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>False for the newest messages before <see cref="Start"/>, true for the oldest after it.</summary>
    public bool Forward { get; init; }

    /// <summary>Where the page begins.</summary>
    /// <value>Null for the end of the conversation, or its beginning if <see cref="Forward"/>.</value>
    public HistoryBound? Start { get; init; }

    /// <summary>Where the page ends at the latest.</summary>
    /// <value>Null for the other end of the conversation.</value>
    public HistoryBound? End { get; init; }

    /// <summary>The maximum number of messages, 1 to 1000.</summary>
    /// <value>20.</value>
    public int Limit { get; init; } = 20;

    /// <summary>Only typed messages with this <c>_lctype</c>.</summary>
    public int? MessageType { get; init; }

    /// <summary>Only messages that this client can see (<see cref="StoredMessage.IsVisibleTo"/>).</summary>
    /// <value>Null for all, as operators see them.</value>
    public string? VisibleTo { get; init; }

    /// <summary>With <see cref="VisibleTo"/>: only the thread of that client with a service conversation (<see cref="StoredMessage.IsInThreadOf"/>).</summary>
    public bool IsThreadOnly { get; init; }

    /// <summary>Returns whether a message of the conversation between the bounds belongs to the result.</summary>
    public bool Matches(StoredMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (MessageType is null || message.MessageType == MessageType)
            && (VisibleTo is not { } client || (IsThreadOnly ? message.IsInThreadOf(client) : message.IsVisibleTo(client)));
    }
}
