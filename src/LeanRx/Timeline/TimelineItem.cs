namespace LeanRx;

/// <summary>An item of a <see cref="ConversationTimeline"/>: a message or a gap.</summary>
public sealed record TimelineItem
{
    /// <summary>The identity of the item, which does not change; unique within a timeline.</summary>
    public required string Key { get; init; }

    /// <summary>The current message; null for a gap.</summary>
    /// <remarks>An unsent message has an empty id, and the time of the call.</remarks>
    public Message? Message { get; init; }

    /// <summary>The gap; null for a message.</summary>
    public TimelineEntry.Gap? Gap { get; init; }

    /// <summary>The state of the message.</summary>
    public TimelineItemState State { get; init; }

    /// <summary>Why the send failed; null unless <see cref="State"/> is <see cref="TimelineItemState.Failed"/>.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether this client's own message was delivered to another member.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>Whether this client's own message was read by another member.</summary>
    public bool IsRead { get; init; }
}
