namespace LeanRx;

// protocol.md §4.11; S69, S70, S152 to S154
/// <summary>Which part of a conversation's history is wanted.</summary>
public sealed record HistoryOptions
{
    /// <summary>Only messages before this place, and the one at it when it is <see cref="HistoryPosition.IsIncluded"/>. Default null: up to now.</summary>
    public HistoryPosition? Before { get; init; }

    /// <summary>
    /// Only messages after this place, and the one at it when it is <see cref="HistoryPosition.IsIncluded"/>. Default null: from the beginning.
    /// </summary>
    public HistoryPosition? After { get; init; }

    // protocol.md §5.2
    /// <summary>Only typed messages of this <c>_lctype</c>, -1 for texts for example. Default null: all messages.</summary>
    public int? MessageType { get; init; }

    /// <summary>Which way to go. Default: back in time, the newest message first.</summary>
    public HistoryDirection Direction { get; init; } = HistoryDirection.Older;

    /// <summary>Most messages in all, at least 0. With 0 there are none, and the server is not asked.</summary>
    /// <value>Null: as many as there are.</value>
    public int? Limit { get; init; }

    /// <summary>How many messages are asked for at once, 1 to 1,000. Default 20.</summary>
    public int PageSize { get; init; } = 20;
}
