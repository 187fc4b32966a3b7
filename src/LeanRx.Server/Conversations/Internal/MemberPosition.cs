using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>How far one member has come in one conversation, exactly. Guarded by the conversation's gate.</summary>
internal sealed class MemberPosition(string clientId, MessageKey delivered, MessageKey read)
{
    public string ClientId { get; } = clientId;

    /// <summary>Everything up to here was delivered, without a hole.</summary>
    public MessageKey Delivered { get; set; } = delivered;

    /// <summary>Everything up to here was read.</summary>
    public MessageKey Read { get; set; } = read;

    /// <summary>Messages behind <see cref="Delivered"/> that were acknowledged although an earlier one was not.</summary>
    public SortedSet<MessageKey> AcknowledgedAhead { get; } = [];

    /// <summary>The message that was found missing behind <see cref="Delivered"/>: until it arrives nothing moves, and nobody has to look again.</summary>
    public MessageKey? Hole { get; set; }

    /// <summary>When it came in, milliseconds since 1970 UTC; null when it is not in the conversation.</summary>
    public long? JoinedAt { get; set; }

    /// <summary>The newest message that arrived.</summary>
    public long DeliveredAt => AcknowledgedAhead.Count > 0 ? AcknowledgedAhead.Max.Timestamp : Delivered.Timestamp;

    public bool HasReceived(MessageKey key) => key <= Delivered || AcknowledgedAhead.Contains(key);
}
