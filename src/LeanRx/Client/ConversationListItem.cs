namespace LeanRx;

/// <summary>A conversation in the list of <see cref="LeanClient.WatchConversations"/>.</summary>
/// <param name="Conversation">The conversation, to open it.</param>
/// <param name="Snapshot">What is known of it: name, last message, unread count, mention, mute.</param>
public sealed record ConversationListItem(Conversation Conversation, ConversationSnapshot Snapshot);
