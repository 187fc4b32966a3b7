namespace LeanRx.Server.Storage.Internal;

/// <summary>The notifications of one application. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryNotificationTable
{
    readonly SortedSet<string> _clients = new(StringComparer.Ordinal);
    readonly Dictionary<string, NotificationLog> _byClient = new(StringComparer.Ordinal);
    readonly Dictionary<string, NotificationLog> _byConversation = new(StringComparer.Ordinal);

    /// <summary>Everything, oldest first, and in how many logs it is.</summary>
    readonly SortedDictionary<long, (StoredNotification Notification, int Logs)> _all = [];

    long _number;
    long _bytes;
    long _forgottenTo = long.MinValue;

    public IReadOnlyList<string> Clients => [.. _clients];

    public long? Newest => _all.Count == 0 ? null : _all.Values.Max(static entry => entry.Notification.Timestamp);

    public void AddClient(string clientId) => _clients.Add(clientId);

    public void Add(StoredNotification notification, NotificationBounds bounds)
    {
        var number = _number++;
        NotificationLog[] logs = notification.ClientIds.IsDefaultOrEmpty ? [LogOf(_byConversation, notification.ConversationId)]
            : [.. notification.ClientIds.Distinct(StringComparer.Ordinal).Select(clientId => LogOf(_byClient, clientId))];
        _all.Add(number, (notification, logs.Length));
        _bytes += notification.Frame.Length;
        foreach (var log in logs) log.Add(number, notification);
        foreach (var log in logs)
        {
            while (log.Count > bounds.MaxCount
                || (notification.ClientIds.IsDefaultOrEmpty && log.Bytes > bounds.MaxConversationBytes && log.Count > 0)) Release(log.DropFirst());
        }

        while (_bytes > bounds.MaxBytes && _all.Count > 0) DropOldest();
    }

    public NotificationPage Find(NotificationQuery query, IReadOnlyDictionary<string, long?> memberships)
    {
        var own = _byClient.GetValueOrDefault(query.ClientId);
        var named = own?.After(long.MinValue).ToList() ?? [];
        var found = named.Where(entry => entry.Notification.Timestamp > query.After).Select(entry => (entry.Notification.Timestamp, entry.Number)).ToList();
        var forgottenTo = Math.Max(_forgottenTo, own?.ForgottenTo ?? long.MinValue);
        foreach (var stay in NotificationStay.Of(named.Select(entry =>
            (entry.Notification.ConversationId, entry.Notification.Timestamp, entry.Notification.Effect)), memberships))
        {
            if (!_byConversation.TryGetValue(stay.ConversationId, out var log)) continue;
            if (log.ForgottenTo >= stay.From) forgottenTo = Math.Max(forgottenTo, Math.Min(log.ForgottenTo, stay.To));
            found.AddRange(log.After(Math.Max(query.After, stay.From == long.MinValue ? stay.From : stay.From - 1))
                .Where(entry => entry.Notification.Timestamp <= stay.To && !entry.Notification.ExceptClientIds.Contains(query.ClientId, StringComparer.Ordinal))
                .Select(entry => (entry.Notification.Timestamp, entry.Number)));
        }

        return query.Page(found, number => _all[number].Notification, forgottenTo <= query.After);
    }

    public void RemoveConversation(string conversationId)
    {
        if (!_byConversation.Remove(conversationId, out var log)) return;
        while (log.Count > 0) Release(log.DropFirst());
    }

    static NotificationLog LogOf(Dictionary<string, NotificationLog> logs, string key)
    {
        if (!logs.TryGetValue(key, out var log)) logs.Add(key, log = new());
        return log;
    }

    void DropOldest()
    {
        var (number, (notification, _)) = _all.First();
        foreach (var clientId in notification.ClientIds) _byClient[clientId].Drop(number);
        if (notification.ClientIds.IsDefaultOrEmpty) _byConversation[notification.ConversationId].Drop(number);
        _all.Remove(number);
        _bytes -= notification.Frame.Length;
        _forgottenTo = Math.Max(_forgottenTo, notification.Timestamp);
    }

    void Release(long number)
    {
        var (notification, logs) = _all[number];
        if (logs > 1)
        {
            _all[number] = (notification, logs - 1);
            return;
        }

        _all.Remove(number);
        _bytes -= notification.Frame.Length;
    }
}
