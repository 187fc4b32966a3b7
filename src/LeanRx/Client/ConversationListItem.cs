namespace LeanRx;

/// <summary>An item of <see cref="LeanClient.WatchConversations"/>.</summary>
public sealed record ConversationListItem
{
    /// <summary>The conversation.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>Its data at this moment: name, last message, unread count, mention, mute.</summary>
    public required ConversationSnapshot Snapshot { get; init; }
}
