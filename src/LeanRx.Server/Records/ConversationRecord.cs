using System.Collections.Immutable;
using System.Text.Json;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.2
/// <summary>A conversation as it is stored: one row of the <c>_Conversation</c> table. Immutable; times are milliseconds since 1970 UTC.</summary>
public sealed record ConversationRecord
{
    /// <summary>The application it belongs to. One application never sees another's.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>24 hexadecimal digits; <c>_tmp:</c> in front for a temporary conversation.</summary>
    public required string Id { get; init; }

    /// <summary>The column <c>name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>The client that made it, the column <c>c</c>.</summary>
    public string? CreatorId { get; init; }

    /// <summary>The members in the order in which they joined (column <c>m</c>), or the subscribers of a service conversation. Empty for chat rooms.</summary>
    /// <remarks>Saving a stored conversation leaves its members as they are; <see cref="IMembershipStore"/> changes them.</remarks>
    public MemberList Members { get; init; } = MemberList.Empty;

    /// <summary>The members who muted push notifications, in the order in which they did (column <c>mu</c>).</summary>
    public MemberList Muted { get; init; } = MemberList.Empty;

    /// <summary>True for a chat room, the column <c>tr</c>.</summary>
    public bool IsTransient { get; init; }

    /// <summary>True for a service conversation, the column <c>sys</c>.</summary>
    public bool IsSystem { get; init; }

    /// <summary>True when it was created as the one conversation of its members.</summary>
    public bool IsUnique { get; init; }

    /// <summary>True for a temporary conversation.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>When a temporary conversation ends.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Key of a unique conversation, made of its members.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The column <c>attr</c>, an object.</summary>
    public JsonElement? Attributes { get; init; }

    /// <summary>Custom columns by name.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Columns { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>When it was made.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When its columns last changed.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Time of its last message, the column <c>lm</c>; null before the first.</summary>
    public long? LastMessageAt { get; init; }

    internal ConversationKind Kind => this switch
    {
        { IsTransient: true } => ConversationKind.ChatRoom,
        { IsSystem: true } => ConversationKind.Service,
        { IsTemporary: true } => ConversationKind.Temporary,
        _ => ConversationKind.Normal,
    };

    /// <summary>The conversation as a client sees it: subscribers of a service conversation do not hear of each other.</summary>
    internal ConversationRecord SeenBy(string clientId) => !IsSystem ? this : this with
    {
        Members = Members.Contains(clientId) ? [clientId] : [],
        Muted = Muted.Contains(clientId) ? [clientId] : [],
    };
}
