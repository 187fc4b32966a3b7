namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Pushes that clients can fetch again, and the clients that do.</summary>
static class NotificationTable
{
    const string Trim = """
        DELETE FROM notification WHERE app = ?1 AND client = ?2 AND number IN
            (SELECT number FROM notification WHERE app = ?1 AND client = ?2 ORDER BY timestamp DESC, number DESC LIMIT -1 OFFSET ?3)
        """;

    public static void AddClient(Session session, string app, string client) =>
        session["INSERT INTO notified (app, client) VALUES (?1, ?2) ON CONFLICT DO NOTHING"].Execute(app, client);

    public static IReadOnlyList<string> Clients(Session session, string app) =>
        session["SELECT client FROM notified WHERE app = ?1 ORDER BY client"].List(row => row.Text(0), app);

    public static void Add(Session session, IEnumerable<StoredNotification> notifications, int keep)
    {
        foreach (var notification in notifications)
        {
            AddClient(session, notification.ApplicationId, notification.ClientId);
            session["INSERT INTO notification (app, client, timestamp, is_permanent, frame) VALUES (?1, ?2, ?3, ?4, ?5)"].Execute(
                notification.ApplicationId, notification.ClientId, notification.Timestamp, notification.IsPermanent, notification.Frame);
            session[Trim].Execute(notification.ApplicationId, notification.ClientId, (long)keep);
        }
    }

    public static IReadOnlyList<StoredNotification> Find(Session session, string app, string client, long from, int limit) =>
        session["SELECT app, client, timestamp, is_permanent, frame FROM notification WHERE app = ?1 AND client = ?2 AND timestamp >= ?3 ORDER BY timestamp, number LIMIT ?4"].List(
            row => new StoredNotification(row.Text(0), row.Text(1), row.Long(2), row.Bool(3), row.Text(4)), app, client, from, (long)Math.Max(limit, 0));
}
