namespace LeanRx.Server.Storage.Internal;

/// <summary>The notifications of one application. Not safe by itself: its application's lock guards it.</summary>
sealed class NotificationShelf
{
    readonly SortedDictionary<string, List<StoredNotification>> _byClient = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Clients => [.. _byClient.Keys];

    public void AddClient(string clientId) => Of(clientId);

    public void Add(StoredNotification notification, int keep)
    {
        var kept = Of(notification.ClientId);
        kept.Insert(kept.FindLastIndex(earlier => earlier.Timestamp <= notification.Timestamp) + 1, notification);
        if (kept.Count > keep) kept.RemoveRange(0, kept.Count - keep);
    }

    public IReadOnlyList<StoredNotification> Find(string clientId, long from, int limit) =>
        _byClient.TryGetValue(clientId, out var kept) ? [.. kept.Where(notification => notification.Timestamp >= from).Take(limit)] : [];

    List<StoredNotification> Of(string clientId)
    {
        if (!_byClient.TryGetValue(clientId, out var kept)) _byClient.Add(clientId, kept = []);
        return kept;
    }
}
