using System.Collections.Immutable;
using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.2
/// <summary>A conversation as it is stored: a row of the <c>_Conversation</c> table.</summary>
/// <remarks>Immutable. Times are milliseconds since 1970-01-01 UTC.</remarks>
public sealed record ConversationRecord
{
    /// <summary>The application.</summary>
    /// <remarks>Applications never see each other's conversations.</remarks>
    public required string ApplicationId { get; init; }

    /// <summary>The id: 24 hexadecimal digits, for a temporary conversation with <c>_tmp:</c> in front.</summary>
    public required string Id { get; init; }

    /// <summary>The name (column <c>name</c>).</summary>
    public string? Name { get; init; }

    /// <summary>The client that created it (column <c>c</c>).</summary>
    public string? CreatorId { get; init; }

    /// <summary>The members in the order in which they joined (column <c>m</c>), or the subscribers of a service conversation.</summary>
    /// <remarks>Saving a stored conversation leaves its members as they are; <see cref="IMembershipStore"/> changes them.</remarks>
    /// <value>Empty for chat rooms.</value>
    public MemberList Members { get; init; } = MemberList.Empty;

    /// <summary>The members who muted push notifications, in the order in which they did (column <c>mu</c>).</summary>
    public MemberList Muted { get; init; } = MemberList.Empty;

    /// <summary>Whether it is a chat room (column <c>tr</c>).</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether it is a service conversation (column <c>sys</c>).</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether it was created as the one conversation of its members.</summary>
    public bool IsUnique { get; init; }

    /// <summary>Whether it is a temporary conversation.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>When a temporary conversation ends.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>The key of a unique conversation, derived from its members.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The attributes (column <c>attr</c>), an object.</summary>
    public JsonElement? Attributes { get; init; }

    /// <summary>The custom columns by name.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Columns { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>When it was created.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When its columns or members last changed.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>The time of its last message (column <c>lm</c>).</summary>
    /// <value>Null before the first.</value>
    public long? LastMessageAt { get; init; }

    /// <summary>The kind that the flags make up.</summary>
    public ConversationKind Kind => this switch
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
