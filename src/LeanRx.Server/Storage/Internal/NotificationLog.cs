namespace LeanRx.Server.Storage.Internal;

/// <summary>Notifications in the order of their times: those of one conversation, or those that name one client.</summary>
sealed class NotificationLog
{
    readonly List<(long Number, StoredNotification Notification)> _entries = [];

    public int Count => _entries.Count;

    public long Bytes { get; private set; }

    /// <summary>The time of the last one that was dropped.</summary>
    public long ForgottenTo { get; private set; } = long.MinValue;

    public IEnumerable<(long Number, StoredNotification Notification)> After(long time) => _entries.Where(entry => entry.Notification.Timestamp > time);

    public void Add(long number, StoredNotification notification)
    {
        _entries.Insert(_entries.FindLastIndex(earlier => earlier.Notification.Timestamp <= notification.Timestamp) + 1, (number, notification));
        Bytes += notification.Frame.Length;
    }

    /// <summary>Drops the oldest; answers with its number.</summary>
    public long DropFirst()
    {
        var (number, notification) = _entries[0];
        _entries.RemoveAt(0);
        Bytes -= notification.Frame.Length;
        ForgottenTo = Math.Max(ForgottenTo, notification.Timestamp);
        return number;
    }

    /// <summary>Drops one by its number, if it is here.</summary>
    public void Drop(long number)
    {
        var index = _entries.FindIndex(entry => entry.Number == number);
        if (index < 0) return;
        Bytes -= _entries[index].Notification.Frame.Length;
        _entries.RemoveAt(index);
    }
}
