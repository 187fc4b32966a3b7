namespace LeanRx.Protocol;

// protocol.md §4.11
/// <summary><c>logs</c>: a page of history, asked for or answered.</summary>
public sealed record LogsFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Logs;

    /// <summary>The conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Page size; read from <c>limit</c> or <c>l</c>, written as <c>limit</c>.</summary>
    /// <value>Default 20, at most 1000.</value>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, milliseconds since 1970 UTC (<c>t</c>).</summary>
    public long? Timestamp { get; init; }

    /// <summary>The message at <see cref="Timestamp"/>, to break ties (<c>mid</c>).</summary>
    public string? MessageId { get; init; }

    /// <summary>True to include that message (<c>tIncluded</c>).</summary>
    public bool? IsStartIncluded { get; init; }

    /// <summary>Where the page must end, milliseconds (<c>tt</c>).</summary>
    public long? EndTimestamp { get; init; }

    /// <summary>The message at <see cref="EndTimestamp"/> (<c>tmid</c>).</summary>
    public string? EndMessageId { get; init; }

    /// <summary>True to include that message (<c>ttIncluded</c>).</summary>
    public bool? IsEndIncluded { get; init; }

    /// <summary><c>OLD</c> (default) walks back in time, <c>NEW</c> forward; see <see cref="LogsDirections"/>.</summary>
    public string? Direction { get; init; }

    /// <summary>Only typed messages of this <c>_lctype</c>.</summary>
    public int? MessageType { get; init; }

    /// <summary>Most bytes that the page may have.</summary>
    /// <remarks>It says that the client reads <see cref="HasMore"/>, and is an addition of LeanRx: other servers do not know it.</remarks>
    /// <value>Null: no bound, and a short page is taken for the last.</value>
    public int? MaxBytes { get; init; }

    /// <summary>True in a reply when there is more behind the page, however short it is; an addition of LeanRx.</summary>
    public bool? HasMore { get; init; }

    /// <summary>The page, ascending by time in both directions.</summary>
    /// <value>Null in requests.</value>
    public IReadOnlyList<LogItem>? Items { get; init; }
}
