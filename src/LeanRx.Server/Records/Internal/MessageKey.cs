using LeanRx.Server.Storage;

namespace LeanRx.Server.Records.Internal;

/// <summary>A place in the order of a conversation: (timestamp, message id), ids compared ordinally.</summary>
internal readonly record struct MessageKey(long Timestamp, string Id) : IComparable<MessageKey>
{
    /// <summary>Behind every message of that millisecond: sorts after all characters of an id.</summary>
    const string Last = "~";

    public static MessageKey EndOf(long timestamp) => new(timestamp, Last);

    public static MessageKey Of(StoredMessage message) => new(message.Timestamp, message.Id);

    /// <summary>Right before a message: its id cut short sorts before it, and behind all that were made earlier.</summary>
    public static MessageKey Before(StoredMessage message) => Before(Of(message));

    /// <summary>Right before the message at a place.</summary>
    public static MessageKey Before(MessageKey message) => new(message.Timestamp, message.Id[..^1]);

    /// <summary>True when the key stands behind a whole millisecond instead of at one message.</summary>
    public bool IsEnd => Id == Last;

    /// <summary>This place as the end of a walk through history that leaves it out.</summary>
    public HistoryBound Excluded => new(Timestamp, IsEnd ? null : Id, false);

    /// <summary>This place as the end of a walk through history that takes it in.</summary>
    public HistoryBound Included => new(Timestamp, IsEnd ? null : Id, true);

    public int CompareTo(MessageKey other) => Timestamp != other.Timestamp ? Timestamp.CompareTo(other.Timestamp) : string.CompareOrdinal(Id, other.Id);

    public static bool operator <(MessageKey left, MessageKey right) => left.CompareTo(right) < 0;

    public static bool operator >(MessageKey left, MessageKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(MessageKey left, MessageKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MessageKey left, MessageKey right) => left.CompareTo(right) >= 0;
}
