namespace LeanRx;

/// <summary>Where a message of a <see cref="ConversationTimeline"/> stands on its way to the server.</summary>
public enum TimelineItemState
{
    /// <summary>The server has it: everybody else's messages, and one's own that were sent.</summary>
    Sent,

    /// <summary>On its way to the server, or waiting for a connection.</summary>
    Sending,

    /// <summary>It was not sent, see <see cref="TimelineItem.Failure"/>; it can be sent again or discarded.</summary>
    Failed,
}
