namespace LeanRx;

// protocol.md §4.11; S69, S70, S152 to S154
/// <summary>The range and direction of a history query.</summary>
public sealed record HistoryOptions
{
    /// <summary>Only messages before this position; the message at it as well if <see cref="HistoryPosition.IsIncluded"/> is set.</summary>
    /// <value>Null: up to now.</value>
    public HistoryPosition? Before { get; init; }

    /// <summary>Only messages after this position; the message at it as well if <see cref="HistoryPosition.IsIncluded"/> is set.</summary>
    /// <value>Null: from the beginning.</value>
    public HistoryPosition? After { get; init; }

    // protocol.md §5.2
    /// <summary>Only typed messages of this type (<c>_lctype</c>), for example −1 for text messages.</summary>
    /// <value>Null: all messages.</value>
    public int? MessageType { get; init; }

    /// <summary>The direction.</summary>
    /// <value><see cref="HistoryDirection.Older"/>: newest message first.</value>
    public HistoryDirection Direction { get; init; } = HistoryDirection.Older;

    /// <summary>The maximum number of messages, at least 0.</summary>
    /// <remarks>With 0 the server is not asked.</remarks>
    /// <value>Null: no limit.</value>
    public int? Limit { get; init; }

    /// <summary>The number of messages per request, 1 to 1,000.</summary>
    /// <value>20.</value>
    public int PageSize { get; init; } = 20;
}
