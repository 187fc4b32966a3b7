namespace LeanRx;

/// <summary>The number of unread messages in a conversation, as counted by the server.</summary>
/// <remarks>
/// Reported after login, when another device of this client marks messages as read, and when messages are recalled. Messages that arrive while connected do
/// not raise it; <see cref="Conversation.UnreadCount"/> counts them too.
/// </remarks>
public sealed record UnreadChange
{
    /// <summary>The id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The number of unread messages, at most 100.</summary>
    /// <remarks>Recalled messages do not count.</remarks>
    public required int Count { get; init; }

    /// <summary>Whether one of them mentions this client.</summary>
    public bool IsMentioned { get; init; }

    /// <summary>The latest of them; null when the server did not send it.</summary>
    public Message? LastMessage { get; init; }
}
