namespace LeanRx;

/// <summary>One line of a <see cref="ConversationTimeline"/>: a message, or a gap.</summary>
public sealed record TimelineItem
{
    /// <summary>What stays the same while the item changes; no two items of a timeline have the same.</summary>
    public required string Key { get; init; }

    /// <summary>The message, as it is now; null for a gap. Of one that is not sent yet the id is empty and the time is that of the call.</summary>
    public Message? Message { get; init; }

    /// <summary>Why messages may be missing here; null for a message.</summary>
    public TimelineEntry.Gap? Gap { get; init; }

    /// <summary>Where the message stands on its way to the server.</summary>
    public TimelineItemState State { get; init; }

    /// <summary>Why it was not sent; null where <see cref="State"/> is not <see cref="TimelineItemState.Failed"/>.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether a message of one's own has reached one of the others.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>Whether a message of one's own was read by one of the others.</summary>
    public bool IsRead { get; init; }
}
