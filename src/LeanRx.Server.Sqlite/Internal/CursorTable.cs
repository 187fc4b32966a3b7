using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>How far members have come.</summary>
static class CursorTable
{
    const string Select = "SELECT app, conversation, client, delivered_to, read_to, joined_at, read_at, delivered_id, read_id FROM cursor";

    // Named, or SQLite would rather walk all cursors of the application, which are in the order of the clients already.
    const string OfOneConversation = "INDEXED BY cursor_by_conversation WHERE app = ?1 AND conversation = ?2";

    const string Upsert = """
        INSERT INTO cursor (app, conversation, client, delivered_to, read_to, joined_at, read_at, delivered_id, read_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT DO UPDATE SET delivered_to = excluded.delivered_to, read_to = excluded.read_to, joined_at = excluded.joined_at, read_at = excluded.read_at,
            delivered_id = excluded.delivered_id, read_id = excluded.read_id
        """;

    public static IReadOnlyList<MemberCursor> OfClient(StoreConnection connection, string app, string client) =>
        connection[$"{Select} WHERE app = ?1 AND client = ?2 ORDER BY conversation"].List(Read, app, client);

    public static IReadOnlyList<MemberCursor> OfGuest(StoreConnection connection, string app, string client) => connection[$"""
        {Select} WHERE app = ?1 AND client = ?2 AND joined_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM member m WHERE m.app = cursor.app AND m.client = cursor.client AND m.conversation = cursor.conversation)
        ORDER BY conversation
        """].List(Read, app, client);

    public static IReadOnlyList<MemberCursor> OfConversation(StoreConnection connection, string app, string conversation) =>
        connection[$"{Select} {OfOneConversation} ORDER BY client"].List(Read, app, conversation);

    public static void Save(StoreConnection connection, IEnumerable<MemberCursor> cursors)
    {
        foreach (var cursor in cursors) connection[Upsert].Execute(cursor.ApplicationId, cursor.ConversationId, cursor.ClientId, cursor.DeliveredTo,
            cursor.ReadTo, cursor.JoinedAt, cursor.ReadAt, cursor.DeliveredId, cursor.ReadId);
    }

    public static void Delete(StoreConnection connection, string app, string conversation, IEnumerable<string> clients)
    {
        foreach (var client in clients)
            connection["DELETE FROM cursor WHERE app = ?1 AND client = ?2 AND conversation = ?3"].Execute(app, client, conversation);
    }

    public static void Delete(StoreConnection connection, string app, string conversation) =>
        connection[$"DELETE FROM cursor {OfOneConversation}"].Execute(app, conversation);

    static MemberCursor Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ConversationId = row.Text(1),
        ClientId = row.Text(2),
        DeliveredTo = row.Long(3),
        ReadTo = row.Long(4),
        JoinedAt = row.LongOrNull(5),
        ReadAt = row.LongOrNull(6),
        DeliveredId = row.TextOrNull(7),
        ReadId = row.TextOrNull(8),
    };
}
