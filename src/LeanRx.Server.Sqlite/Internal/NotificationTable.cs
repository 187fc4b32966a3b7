using System.Collections.Immutable;
using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>
/// Pushes that clients can fetch again, each stored once: for everybody in a conversation, or for clients that are named. And the clients that do fetch.
/// </summary>
static class NotificationTable
{
    const string Insert = "INSERT INTO notice (app, conversation, timestamp, is_permanent, frame, addressees, excepted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    // What is kept of a conversation, or of the application under the empty id, is summed up as it changes.
    const string Sum = """
        INSERT INTO notice_log (app, conversation, count, bytes, forgotten_to) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET count = count + excluded.count, bytes = bytes + excluded.bytes, forgotten_to = max(forgotten_to, excluded.forgotten_to)
        """;

    const string SelectNamed = """
        SELECT n.conversation, c.timestamp, c.effect, c.number FROM notice_client c CROSS JOIN notice n
        WHERE c.app = ?1 AND c.client = ?2 AND n.number = c.number ORDER BY c.timestamp, c.number
        """;

    const string SelectMemberships = """
        SELECT m.conversation, (SELECT joined_at FROM cursor WHERE app = m.app AND client = m.client AND conversation = m.conversation)
        FROM member m CROSS JOIN notice_log l
        WHERE m.app = ?1 AND m.client = ?2 AND l.app = m.app AND l.conversation = m.conversation
        """;

    const string SelectOfStay =
        "SELECT timestamp, number, excepted FROM notice WHERE app = ?1 AND conversation = ?2 AND addressees = 0 AND timestamp > ?3 AND timestamp <= ?4 " +
        "ORDER BY timestamp DESC, number DESC LIMIT ?5";

    public static void AddClient(StoreConnection connection, string app, string client) =>
        connection["INSERT INTO notified (app, client) VALUES (?1, ?2) ON CONFLICT DO NOTHING"].Execute(app, client);

    public static IReadOnlyList<string> Clients(StoreConnection connection, string app) =>
        connection["SELECT client FROM notified WHERE app = ?1 ORDER BY client"].List(row => row.Text(0), app);

    public static long? Newest(StoreConnection connection, string app) =>
        connection["SELECT max(timestamp) FROM notice WHERE app = ?1"].FirstOrDefault(row => row.LongOrNull(0), app);

    public static void Add(StoreConnection connection, StoredNotification notification, NotificationBounds bounds)
    {
        var app = notification.ApplicationId;
        ImmutableArray<string> named = notification.ClientIds.IsDefaultOrEmpty ? [] : [.. notification.ClientIds.Distinct(StringComparer.Ordinal)];
        connection[Insert].Execute(
            app, notification.ConversationId, notification.Timestamp, notification.IsPermanent, notification.Frame, (long)named.Length,
            notification.ExceptClientIds.IsDefaultOrEmpty ? null : JsonText.Of(notification.ExceptClientIds));
        var number = connection["SELECT last_insert_rowid()"].FirstOrDefault(row => row.Long(0));
        var bytes = (long)Encoding.UTF8.GetByteCount(notification.Frame);
        connection[Sum].Execute(app, "", 1L, bytes, long.MinValue);
        if (named.IsEmpty)
        {
            connection[Sum].Execute(app, notification.ConversationId, 1L, bytes, long.MinValue);
            while (LogOf(connection, app, notification.ConversationId) is var log
                && (log.Count > bounds.MaxCount || (log.Bytes > bounds.MaxConversationBytes && log.Count > 0)))
                Drop(connection,
                    connection["SELECT number FROM notice WHERE app = ?1 AND conversation = ?2 AND addressees = 0 ORDER BY timestamp, number LIMIT 1"]
                    .FirstOrDefault(row => row.Long(0), app, notification.ConversationId), isTotal: false);
        }

        foreach (var client in named)
        {
            connection["INSERT INTO notice_client (app, client, timestamp, number, effect) VALUES (?1, ?2, ?3, ?4, ?5)"]
                .Execute(app, client, notification.Timestamp, number, (long)notification.Effect);
            Trim(connection, app, client, bounds.MaxCount);
        }

        while (LogOf(connection, app, "") is var all && all.Bytes > bounds.MaxBytes && all.Count > 0)
            Drop(connection,
                connection["SELECT number FROM notice WHERE app = ?1 ORDER BY number LIMIT 1"].FirstOrDefault(row => row.Long(0), app), isTotal: true);
    }

    public static NotificationPage Find(StoreConnection connection, NotificationQuery query)
    {
        var (app, client) = (query.ApplicationId, query.ClientId);
        var named = connection[SelectNamed]
            .List(row => (Conversation: row.Text(0), Timestamp: row.Long(1), Effect: (MembershipEffect)row.Long(2), Number: row.Long(3)), app, client);
        var memberships = connection[SelectMemberships].List(row => KeyValuePair.Create(row.Text(0), row.LongOrNull(1)), app, client)
            .ToDictionary(StringComparer.Ordinal);
        var found = named.Where(it => it.Timestamp > query.After).Select(it => (it.Timestamp, it.Number)).ToList();
        var forgottenTo = Math.Max(LogOf(connection, app, "").ForgottenTo, connection["SELECT forgotten_to FROM notice_reader WHERE app = ?1 AND client = ?2"]
            .FirstOrDefault(row => row.LongOrNull(0), app, client) ?? long.MinValue);
        foreach (var stay in NotificationStay.Of(named.Select(it => (it.Conversation, it.Timestamp, it.Effect)), memberships))
        {
            var log = LogOf(connection, app, stay.ConversationId);
            if (log.ForgottenTo >= stay.From) forgottenTo = Math.Max(forgottenTo, Math.Min(log.ForgottenTo, stay.To));
            var after = Math.Max(query.After, stay.From == long.MinValue ? stay.From : stay.From - 1);
            found.AddRange(connection[SelectOfStay]
                .List(row => (Timestamp: row.Long(0), Number: row.Long(1), Excepted: row.IsNull(2) ? [] : JsonText.Texts(row.Octets(2))), app,
                stay.ConversationId, after, stay.To, query.MaxCount + 1L)
                .Where(it => !it.Excepted.Contains(client, StringComparer.Ordinal)).Select(it => (it.Timestamp, it.Number)));
        }

        return query.Page(found, number => Load(connection, number), forgottenTo <= query.After);
    }

    public static void Delete(StoreConnection connection, string app, string conversation)
    {
        var log = LogOf(connection, app, conversation);
        connection["DELETE FROM notice WHERE app = ?1 AND conversation = ?2 AND addressees = 0"].Execute(app, conversation);
        connection["DELETE FROM notice_log WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);
        if (log.Count > 0) connection[Sum].Execute(app, "", -log.Count, -log.Bytes, long.MinValue);
    }

    static (long Count, long Bytes, long ForgottenTo) LogOf(StoreConnection connection, string app, string conversation) =>
        connection["SELECT count, bytes, forgotten_to FROM notice_log WHERE app = ?1 AND conversation = ?2"].FirstOrDefault<(long, long, long)?>(row =>
            (row.Long(0), row.Long(1), row.Long(2)), app, conversation) ?? (0, 0, long.MinValue);

    /// <summary>Of those that name a client the newest are kept.</summary>
    static void Trim(StoreConnection connection, string app, string client, int keep)
    {
        var surplus = connection["SELECT timestamp, number FROM notice_client WHERE app = ?1 AND client = ?2 ORDER BY timestamp DESC, number DESC LIMIT -1 " +
            "OFFSET ?3"].List(row => (Timestamp: row.Long(0), Number: row.Long(1)), app, client, (long)keep);
        foreach (var (timestamp, number) in surplus)
        {
            connection["DELETE FROM notice_client WHERE app = ?1 AND client = ?2 AND timestamp = ?3 AND number = ?4"].Execute(app, client, timestamp, number);
            connection["INSERT INTO notice_reader (app, client, forgotten_to) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET forgotten_to = max(forgotten_to, " +
                "excluded.forgotten_to)"].Execute(app, client, timestamp);
            if (connection["UPDATE notice SET addressees = addressees - 1 WHERE number = ?1 AND addressees > 1"].Execute(number) == 0
                && connection["SELECT 1 FROM notice WHERE number = ?1"].FirstOrDefault(row => row.Bool(0), number))
                Drop(connection, number, isTotal: false);
        }
    }

    /// <summary>Drops one. Of the oldest of the application everybody is told that it is gone; of one of a conversation, those who were there.</summary>
    static void Drop(StoreConnection connection, long number, bool isTotal)
    {
        var (app, conversation, timestamp, bytes, addressees) =
            connection["SELECT app, conversation, timestamp, length(CAST(frame AS BLOB)), addressees FROM notice WHERE number = ?1"]
            .FirstOrDefault(row => (row.Text(0), row.Text(1), row.Long(2), row.Long(3), row.Long(4)), number);
        connection["DELETE FROM notice WHERE number = ?1"].Execute(number);
        connection[Sum].Execute(app, "", -1L, -bytes, isTotal ? timestamp : long.MinValue);
        if (addressees == 0 && LogOf(connection, app, conversation).Count > 0)
            connection[Sum].Execute(app, conversation, -1L, -bytes, timestamp);
    }

    static StoredNotification Load(StoreConnection connection, long number) =>
        connection["SELECT app, conversation, timestamp, is_permanent, frame FROM notice WHERE number = ?1"].FirstOrDefault(Read, number)!;

    static StoredNotification Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ConversationId = row.Text(1),
        Timestamp = row.Long(2),
        IsPermanent = row.Bool(3),
        Frame = row.Text(4),
    };
}
