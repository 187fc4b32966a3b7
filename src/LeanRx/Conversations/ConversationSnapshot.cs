using System.Text.Json;

namespace LeanRx;

// protocol.md §4.5.2
/// <summary>The data of a conversation at one moment, as far as known.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ConversationSnapshot
{
    /// <summary>The id of the conversation.</summary>
    public required string Id { get; init; }

    /// <summary>The name; null if it has none, or if it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>The client id of the creator.</summary>
    public string? CreatorId { get; init; }

    /// <summary>The members, as far as known.</summary>
    /// <remarks>
    /// Empty for chat rooms and after a compact query; of a service conversation, this client if it has subscribed.
    /// </remarks>
    public IReadOnlyList<string> Members { get; init; } = [];

    // S64
    /// <summary>Whether push notifications are disabled for this client.</summary>
    public bool IsMuted { get; init; }

    // S80
    /// <summary>Whether it is a chat room.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is a service conversation.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether it is the unique conversation of its members.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Whether it is temporary.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>The time at which a temporary conversation expires; null for others, or if not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    // S65
    /// <summary>The attributes of the application, visible to all members (column <c>attr</c>).</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = Nothing;

    /// <summary>The custom columns that the application added beside <see cref="Attributes"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Columns { get; init; } = Nothing;

    /// <summary>The time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The time of the last change of its data.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The time of the last message, by the server's clock, including this client's own messages; null before the first.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>The last message with its current content; null if none is known.</summary>
    /// <remarks>
    /// A message that this client received or sent, or that was returned by a query that asked for it. Such a query also reports that the last message was
    /// deleted. For conversations without a referenced object, those of the 1,024 most recently active are remembered.
    /// </remarks>
    public Message? LastMessage { get; init; }

    /// <summary>The number of unread messages of others, on all devices of this client together, at most 100.</summary>
    /// <remarks>
    /// Messages count from their arrival until they are marked as read on any device (<see cref="Conversation.MarkReadAsync"/>) or recalled. Transient messages
    /// and those of chat rooms do not count. After marking a message that is not the last one, and after recalls, it changes as soon as the server reports the
    /// rest; servers other than LeanRx report it after the next login.
    /// </remarks>
    public int UnreadCount { get; init; }

    /// <summary>Whether an unread message mentions this client, or everybody.</summary>
    public bool IsMentioned { get; init; }

    static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>();
}
