using System.Text.Json;

namespace LeanRx.Protocol;

// protocol.md §4.2 to §4.9
/// <summary><c>conv</c>: everything about conversations but their messages.</summary>
public sealed record ConversationFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Conversation;

    // protocol.md §11.2 row 15
    /// <summary>The operation, one of <see cref="ConversationOperations"/>; null where an old client forgot it.</summary>
    public string? Operation { get; init; }

    /// <summary>The conversation, <c>cid</c>.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Client ids: members to start with, to add, to remove, or that joined or left (<c>m</c>).</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>True to create a chat room.</summary>
    public bool? IsTransient { get; init; }

    /// <summary>True to reuse the conversation of exactly these members.</summary>
    public bool? IsUnique { get; init; }

    /// <summary>Key of a unique conversation.</summary>
    public string? UniqueId { get; init; }

    /// <summary>True when <c>start</c> found the unique conversation instead of making it.</summary>
    public bool? IsExisting { get; init; }

    /// <summary>True to create a temporary conversation.</summary>
    public bool? IsTemporary { get; init; }

    /// <summary>Life of a temporary conversation in seconds: wished for, or granted.</summary>
    public int? TemporaryTtl { get; init; }

    /// <summary>Temporary conversations to look up.</summary>
    public IReadOnlyList<string>? TemporaryConversationIds { get; init; }

    /// <summary>Creation time, ISO 8601 (<c>cdate</c>).</summary>
    public string? CreatedAt { get; init; }

    /// <summary>Time of the last change, ISO 8601 (<c>udate</c>).</summary>
    public string? UpdatedAt { get; init; }

    /// <summary>
    /// Whether the client that is told has silenced push notifications of the conversation (<c>muted</c>): in answers to <c>mute</c> and <c>unmute</c>, and in
    /// <c>updated</c> to its other devices.
    /// </summary>
    /// <remarks>LeanRx alone says it.</remarks>
    public bool? IsMuted { get; init; }

    /// <summary>Who did what a push tells of (<c>initBy</c>).</summary>
    public string? InitiatedBy { get; init; }

    /// <summary>Signature of a start, add or remove.</summary>
    public FrameSignature? Signature { get; init; }

    // protocol.md §4.5.1
    /// <summary>Conditions of a query, as they stood on the wire.</summary>
    public JsonElement? Where { get; init; }

    /// <summary>Columns to sort by, comma-separated, <c>-</c> in front for descending; default <c>-lm</c>.</summary>
    public string? Sort { get; init; }

    /// <summary>Page size; default 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Most bytes that a page may have.</summary>
    /// <remarks>It says that the client reads <see cref="HasMore"/>, and is an addition of LeanRx.</remarks>
    /// <value>Null: no bound, and a short page is taken for the last.</value>
    public int? MaxBytes { get; init; }

    /// <summary>True in a reply to a query when there is more behind the page, however short it is; an addition of LeanRx.</summary>
    public bool? HasMore { get; init; }

    /// <summary>How many matches to pass over; default 0.</summary>
    public int? Skip { get; init; }

    /// <summary>Query options: bit 0 leaves members out, bit 1 adds the last message.</summary>
    public int? Flag { get; init; }

    /// <summary>In a query 1 asks for the number alone; in a reply the number.</summary>
    public int? Count { get; init; }

    /// <summary>Conversations found (an array), or membership by conversation (an object).</summary>
    public JsonElement? Results { get; init; }

    /// <summary>Columns to set at start or update (<c>attr</c>).</summary>
    public JsonElement? Attributes { get; init; }

    /// <summary>Columns that an update changed (<c>attrModified</c>).</summary>
    public JsonElement? ModifiedAttributes { get; init; }

    /// <summary>Whose read position is asked for, or whose role is changed.</summary>
    public string? TargetClientId { get; init; }

    /// <summary>True to ask for the read positions of all members.</summary>
    public bool? QueryAllMembers { get; init; }

    /// <summary>Time up to which messages were read, milliseconds.</summary>
    public long? MaxReadTimestamp { get; init; }

    /// <summary>Time up to which messages were delivered, milliseconds.</summary>
    public long? MaxAckTimestamp { get; init; }

    /// <summary>Read positions by member.</summary>
    public IReadOnlyList<ReadPosition>? ReadPositions { get; init; }

    /// <summary>Conversations whose membership is asked for (<c>cids</c>).</summary>
    public IReadOnlyList<string>? ConversationIds { get; init; }

    /// <summary>A member's role.</summary>
    public MemberInfo? MemberInfo { get; init; }

    /// <summary>Ids for which a member operation succeeded (<c>allowedPids</c>).</summary>
    public IReadOnlyList<string>? AllowedClientIds { get; init; }

    /// <summary>Ids for which it did not (<c>failedPids</c>).</summary>
    public IReadOnlyList<OperationError>? FailedClientIds { get; init; }

    /// <summary>Where the next page begins.</summary>
    public string? Next { get; init; }

    // protocol.md §3.7
    /// <summary>Error code, in the older error shape <c>conv/error</c>.</summary>
    public int? Code { get; init; }

    /// <summary>Symbolic name of <see cref="Code"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Detail for people.</summary>
    public string? Detail { get; init; }

    /// <summary>The server's clock, milliseconds since 1970 UTC.</summary>
    public long? ServerTimestamp { get; init; }

    // protocol.md §4.16
    /// <summary>1 on pushes that can be fetched again over REST from <see cref="ServerTimestamp"/> on.</summary>
    public int? NotificationType { get; init; }
}
