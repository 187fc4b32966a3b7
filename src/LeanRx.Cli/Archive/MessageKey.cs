namespace LeanRx.Cli.Archive;

/// <summary>The place of a message: by time, and within a millisecond by its id, ordinally.</summary>
readonly record struct MessageKey(long Timestamp, string Id) : IComparable<MessageKey>
{
    public int CompareTo(MessageKey other) => Timestamp != other.Timestamp ? Timestamp.CompareTo(other.Timestamp) : string.CompareOrdinal(Id, other.Id);
}
