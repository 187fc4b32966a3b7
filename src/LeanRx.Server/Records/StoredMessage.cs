using System.Collections.Immutable;

namespace LeanRx.Server.Storage;

/// <summary>
/// A message as it is stored. Immutable; times are milliseconds since 1970 UTC. Within a conversation (<see cref="Timestamp"/>, <see cref="Id"/> in ordinal
/// order) is the order in which the server took the messages.
/// </summary>
public sealed record StoredMessage
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The message id: 22 characters that sort by time of making, ordinally.</summary>
    public required string Id { get; init; }

    /// <summary>The sender.</summary>
    public required string From { get; init; }

    /// <summary>When the server took it.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The body; base64 when <see cref="IsBinary"/>.</summary>
    public required string Data { get; init; }

    /// <summary>True when <see cref="Data"/> is base64 of bytes.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The body's <c>_lctype</c>, when it is a typed message.</summary>
    public int? MessageType { get; init; }

    /// <summary>The <see cref="MessageType"/> of a message that was recalled.</summary>
    public const int RecalledType = -127;

    /// <summary>The <c>_lctype</c> of a text body; null when it is no typed message.</summary>
    public static int? TypeOf(string data) => Records.Internal.MessageType.Of(data);

    /// <summary>True when it was recalled: it says nothing any more and does not count as unread.</summary>
    public bool IsRecalled => MessageType == RecalledType;

    /// <summary>The sender's de-duplication token; one (conversation, sender, token) is stored once.</summary>
    public string? DeduplicationToken { get; init; }

    /// <summary>True when the sender wants receipts.</summary>
    public bool ReceiptRequested { get; init; }

    /// <summary>True when it mentions everybody.</summary>
    public bool MentionAll { get; init; }

    /// <summary>Clients that it mentions.</summary>
    public ImmutableArray<string> MentionedClientIds { get; init; } = [];

    /// <summary>When the first receiver got it.</summary>
    public long? DeliveredAt { get; init; }

    /// <summary>When the first receiver read it.</summary>
    public long? ReadAt { get; init; }

    /// <summary>When it was last edited or recalled.</summary>
    public long? PatchedAt { get; init; }

    /// <summary>
    /// In a service conversation, the clients that it is for; with its sender they alone see it, and it is part of the thread of each. Empty: everybody in the
    /// conversation.
    /// </summary>
    public ImmutableArray<string> Recipients { get; init; } = [];

    // protocol.md §7.3
    /// <summary>Set exactly when it is a broadcast to every client of the application: until then it is given to clients that come online.</summary>
    public long? ValidUntil { get; init; }

    /// <summary>
    /// Whether it is the same message as one that was kept elsewhere: the same place, id, sender, time and recipients, and the same body unless this one was
    /// edited or recalled later than the other.
    /// </summary>
    public bool IsSameAs(StoredMessage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Id == other.Id && Timestamp == other.Timestamp && From == other.From && ConversationId == other.ConversationId
            && ApplicationId == other.ApplicationId && ValidUntil == other.ValidUntil
            && (PatchedAt > (other.PatchedAt ?? long.MinValue) || (Data == other.Data && IsBinary == other.IsBinary))
            && (Recipients.IsDefaultOrEmpty ? other.Recipients.IsDefaultOrEmpty : !other.Recipients.IsDefaultOrEmpty
                && Recipients.SequenceEqual(other.Recipients, StringComparer.Ordinal));
    }

    /// <summary>Whether a client in the conversation sees it: it is for everybody, for this client or from it.</summary>
    public bool IsVisibleTo(string clientId) => Recipients.IsDefaultOrEmpty || IsInThreadOf(clientId);

    /// <summary>
    /// Whether it belongs to a client's own thread with a service conversation: it is for chosen clients, and this one is among them or its sender.
    /// </summary>
    public bool IsInThreadOf(string clientId) => !Recipients.IsDefaultOrEmpty && (From == clientId || Recipients.Contains(clientId, StringComparer.Ordinal));
}
