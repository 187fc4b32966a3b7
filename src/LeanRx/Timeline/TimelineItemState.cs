namespace LeanRx;

/// <summary>The state of a message in a <see cref="ConversationTimeline"/>.</summary>
public enum TimelineItemState
{
    /// <summary>The server has the message.</summary>
    /// <remarks>Messages of others are always in this state.</remarks>
    Sent,

    /// <summary>The message is being sent, or waits for a connection.</summary>
    Sending,

    /// <summary>The send failed, see <see cref="TimelineItem.Failure"/>.</summary>
    /// <remarks>It can be retried or discarded.</remarks>
    Failed,
}
