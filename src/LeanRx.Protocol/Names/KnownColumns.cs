namespace LeanRx.Protocol;

// protocol.md §4.5.2
/// <summary>The columns of a conversation that the wire knows, as queries, answers and REST name them.</summary>
/// <remarks>All others are the application's own.</remarks>
public static class KnownColumns
{
    /// <summary>The id of the conversation.</summary>
    public const string Id = "objectId";

    /// <summary>The name, text.</summary>
    public const string Name = "name";

    /// <summary>The custom attributes, an object.</summary>
    public const string Attributes = "attr";

    /// <summary>The client id of the creator.</summary>
    public const string CreatorId = "c";

    /// <summary>The client ids of the members, an array.</summary>
    public const string Members = "m";

    /// <summary>The client ids of those who muted the conversation, an array.</summary>
    public const string MutedBy = "mu";

    /// <summary>Whether the client that asks muted the conversation.</summary>
    /// <remarks>Only in answers.</remarks>
    public const string IsMuted = "muted";

    /// <summary>Whether it is a chat room.</summary>
    public const string IsTransient = "tr";

    /// <summary>Whether it is a service conversation.</summary>
    public const string IsSystem = "sys";

    /// <summary>Whether it is the one conversation of its members.</summary>
    public const string IsUnique = "unique";

    /// <summary>The key of a unique conversation.</summary>
    public const string UniqueId = "uniqueId";

    /// <summary>Whether it is a temporary conversation.</summary>
    public const string IsTemporary = "temp";

    /// <summary>The seconds left to a temporary conversation.</summary>
    /// <remarks>Only in answers.</remarks>
    public const string TimeToLive = "ttl";

    /// <summary>Whether it is a temporary conversation, under the name that older clients read.</summary>
    public const string IsTemporaryConversation = "tempConv";

    /// <summary>The seconds left to a temporary conversation, under the name that older clients read.</summary>
    public const string TemporaryTimeToLive = "tempConvTTL";

    /// <summary>The number of a <see cref="ConversationKind"/>.</summary>
    public const string Kind = "conv_type";

    /// <summary>When the last message was sent, a Date object.</summary>
    public const string LastMessageAt = "lm";

    /// <summary>When the conversation was created, ISO 8601.</summary>
    public const string CreatedAt = "createdAt";

    /// <summary>When the conversation was last changed, ISO 8601.</summary>
    public const string UpdatedAt = "updatedAt";

    /// <summary>Whether the client that asks has subscribed to a service conversation.</summary>
    /// <remarks>Only in answers.</remarks>
    public const string IsJoined = "joined";

    /// <summary>When the client that asks subscribed.</summary>
    /// <remarks>Only in answers.</remarks>
    public const string JoinedAt = "joinedAt";

    /// <summary>The content of the last message.</summary>
    /// <remarks>Only in answers that were asked for it, as are the seven that follow.</remarks>
    public const string LastMessage = "msg";

    /// <summary>Whether the content of the last message is bytes in base64.</summary>
    public const string LastMessageIsBinary = "bin";

    /// <summary>The id of the last message.</summary>
    public const string LastMessageId = "msg_mid";

    /// <summary>The sender of the last message.</summary>
    public const string LastMessageFrom = "msg_from";

    /// <summary>The time of the last message, milliseconds since 1970-01-01 UTC.</summary>
    public const string LastMessageTimestamp = "msg_timestamp";

    /// <summary>When the last message was edited or recalled, milliseconds since 1970-01-01 UTC.</summary>
    public const string LastMessagePatchedAt = "patch_timestamp";

    /// <summary>Whether the last message mentions everybody.</summary>
    public const string LastMessageMentionsEveryone = "mention_all";

    /// <summary>The client ids that the last message mentions, an array.</summary>
    public const string LastMessageMentions = "mention_pids";

    /// <summary>Who may read and write the row.</summary>
    /// <remarks>The server keeps it and does not use it.</remarks>
    public const string AccessControl = "ACL";

    /// <summary>Whether the wire knows a column.</summary>
    /// <param name="column">The name of the column. Case matters.</param>
    public static bool Contains(string column) => column is
        Id or Name or Attributes or CreatorId or Members or MutedBy or IsMuted or IsTransient or IsSystem or IsUnique or UniqueId or IsTemporary or
        TimeToLive or IsTemporaryConversation or TemporaryTimeToLive or Kind or LastMessageAt or CreatedAt or UpdatedAt or IsJoined or JoinedAt or
        LastMessage or LastMessageIsBinary or LastMessageId or LastMessageFrom or LastMessageTimestamp or LastMessagePatchedAt or
        LastMessageMentionsEveryone or LastMessageMentions or AccessControl;
}
