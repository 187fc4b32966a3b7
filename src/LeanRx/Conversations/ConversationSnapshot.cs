using System.Text.Json;

namespace LeanRx;

// protocol.md §4.5.2
/// <summary>What is known of a conversation at one moment. Immutable.</summary>
public sealed record ConversationSnapshot
{
    /// <summary>The conversation's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; null when it has none, or none is known.</summary>
    public string? Name { get; init; }

    /// <summary>Who created it.</summary>
    public string? CreatorId { get; init; }

    /// <summary>
    /// Its members, as far as known: empty for chat rooms and after a compact query; of a service conversation, oneself when one has subscribed.
    /// </summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    // S64
    /// <summary>Whether this client gets no push notifications for it.</summary>
    public bool IsMuted { get; init; }

    // S80
    /// <summary>Whether it is a chat room.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is a service conversation.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether it is the one conversation of its members.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Whether it ends by itself.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>When a temporary conversation ends; null for the others, or when not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    // S65
    /// <summary>Attributes of the application's own, which all members see (column <c>attr</c>).</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = Nothing;

    /// <summary>Columns that the application added beside <see cref="Attributes"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Columns { get; init; } = Nothing;

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its data were last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When its last message was sent, by the server's clock; one's own messages count. Null before the first.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>The last message, with what it says now; null when none is known.</summary>
    /// <remarks>
    /// One that came to this client, that it sent itself, or that came with a query that asked for it. Such a query also says when the last message was
    /// deleted. Of conversations that nobody holds, those of the 1,024 where something was said last are remembered.
    /// </remarks>
    public Message? LastMessage { get; init; }

    /// <summary>How many messages of others are unread, on all devices of this client together, counted up to 100.</summary>
    /// <remarks>
    /// Messages count from their coming on, until they are read on any device (<see cref="Conversation.MarkReadAsync"/>) or recalled; transient ones and those
    /// of chat rooms do not count. Marking a message as read that is not the last one, and recalls, change it as soon as the server says what is left; another
    /// server than LeanRx's says so after the next login.
    /// </remarks>
    public int UnreadCount { get; init; }

    /// <summary>Whether an unread message mentions this client, or everybody.</summary>
    public bool IsMentioned { get; init; }

    static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>();
}
