namespace LeanRx.Server.Storage.Internal;

/// <summary>The order of a conversation's messages, and where a <see cref="HistoryBound"/> cuts it.</summary>
static class MessageOrder
{
    /// <summary>Index of the first message that belongs to a walk whose older end is <paramref name="bound"/>.</summary>
    public static int LowerIndex(List<StoredMessage> messages, HistoryBound? bound) =>
        bound is { } low ? FirstAt(messages, low, behind: !low.IsIncluded) : 0;

    /// <summary>Index behind the last message that belongs to a walk whose newer end is <paramref name="bound"/>.</summary>
    public static int UpperIndex(List<StoredMessage> messages, HistoryBound? bound) =>
        bound is { } high ? FirstAt(messages, high, behind: high.IsIncluded) : messages.Count;

    /// <summary>Index of the first message at or behind a place; with <paramref name="behind"/>, of the first one behind it.</summary>
    public static int FirstAt(List<StoredMessage> messages, HistoryBound place, bool behind)
    {
        var (low, high) = (0, messages.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var order = Compare(messages[middle], place);
            if (order < 0 || (behind && order == 0)) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    static int Compare(StoredMessage message, HistoryBound place)
    {
        var order = message.Timestamp.CompareTo(place.Timestamp);
        return order != 0 || place.MessageId is null ? order : string.CompareOrdinal(message.Id, place.MessageId);
    }
}
