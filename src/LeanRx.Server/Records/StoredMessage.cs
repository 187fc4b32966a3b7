using System.Collections.Immutable;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Storage;

/// <summary>A message as it is stored.</summary>
/// <remarks>
/// Immutable. Times are milliseconds since 1970-01-01 UTC. Within a conversation, messages are ordered by <see cref="Timestamp"/>, then ordinally by
/// <see cref="Id"/>. That is the order in which the server accepted them.
/// </remarks>
public sealed record StoredMessage
{
    // There are as many of these in memory as messages, and most of them have no such time.
    readonly OptionalTime _deliveredAt;
    readonly OptionalTime _readAt;
    readonly OptionalTime _patchedAt;
    readonly OptionalTime _validUntil;

    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message id: 22 characters that sort ordinally by the time of creation.</summary>
    public required string Id { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>When the server accepted it.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The body, base64 if <see cref="IsBinary"/>.</summary>
    public required string Data { get; init; }

    /// <summary>Whether <see cref="Data"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The <c>_lctype</c> of a typed message.</summary>
    /// <value>Null for other messages.</value>
    public int? MessageType { get; init; }

    /// <summary>The <see cref="MessageType"/> of a message that was recalled.</summary>
    public const int RecalledType = -127;

    /// <summary>Returns the <c>_lctype</c> of a text body, or null if it is not a typed message.</summary>
    public static int? TypeOf(string data) => Records.Internal.MessageType.Of(data);

    /// <summary>Whether it was recalled.</summary>
    /// <remarks>A recalled message does not count as unread.</remarks>
    public bool IsRecalled => MessageType == RecalledType;

    /// <summary>The de-duplication token of the sender.</summary>
    /// <remarks>For a conversation, sender and token one message is stored.</remarks>
    public string? DeduplicationToken { get; init; }

    /// <summary>Whether the sender requested receipts.</summary>
    public bool ReceiptRequested { get; init; }

    /// <summary>Whether it mentions everybody.</summary>
    public bool MentionAll { get; init; }

    /// <summary>The clients that it mentions.</summary>
    public ImmutableArray<string> MentionedClientIds { get; init; } = [];

    /// <summary>When the first receiver got it.</summary>
    public long? DeliveredAt
    {
        get => _deliveredAt.Value;
        init => _deliveredAt = new OptionalTime(value);
    }

    /// <summary>When the first receiver read it.</summary>
    public long? ReadAt
    {
        get => _readAt.Value;
        init => _readAt = new OptionalTime(value);
    }

    /// <summary>When it was last edited or recalled.</summary>
    public long? PatchedAt
    {
        get => _patchedAt.Value;
        init => _patchedAt = new OptionalTime(value);
    }

    /// <summary>In a service conversation, the clients that it is for.</summary>
    /// <remarks>Only they and the sender can see it; it is part of the thread of each.</remarks>
    /// <value>Empty for all.</value>
    public ImmutableArray<string> Recipients { get; init; } = [];

    // protocol.md §7.3
    /// <summary>For a broadcast to all clients, until when it is delivered to clients that come online.</summary>
    /// <value>Null for other messages.</value>
    public long? ValidUntil
    {
        get => _validUntil.Value;
        init => _validUntil = new OptionalTime(value);
    }

    /// <summary>Returns whether it is the same message as one that was kept elsewhere.</summary>
    /// <remarks>
    /// That is the case if place, id, sender, time and recipients are the same, and the body too unless this message was edited or recalled later than the
    /// other.
    /// </remarks>
    public bool IsSameAs(StoredMessage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Id == other.Id && Timestamp == other.Timestamp && From == other.From && ConversationId == other.ConversationId
            && ApplicationId == other.ApplicationId && ValidUntil == other.ValidUntil
            && (PatchedAt > (other.PatchedAt ?? long.MinValue) || (Data == other.Data && IsBinary == other.IsBinary))
            && (Recipients.IsDefaultOrEmpty ? other.Recipients.IsDefaultOrEmpty : !other.Recipients.IsDefaultOrEmpty
                && Recipients.SequenceEqual(other.Recipients, StringComparer.Ordinal));
    }

    /// <summary>Returns whether a client in the conversation can see it: it is for everybody, for this client or from it.</summary>
    public bool IsVisibleTo(string clientId) => Recipients.IsDefaultOrEmpty || IsInThreadOf(clientId);

    /// <summary>
    /// Returns whether it belongs to the thread of a client with a service conversation: it is for some clients, and this client is one of them or the sender.
    /// </summary>
    public bool IsInThreadOf(string clientId) => !Recipients.IsDefaultOrEmpty && (From == clientId || Recipients.Contains(clientId, StringComparer.Ordinal));
}
