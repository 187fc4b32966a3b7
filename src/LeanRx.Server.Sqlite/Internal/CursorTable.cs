using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>How far members have come.</summary>
static class CursorTable
{
    const string Select = "SELECT app, conversation, client, delivered_to, read_to FROM cursor";

    const string Upsert = """
        INSERT INTO cursor (app, conversation, client, delivered_to, read_to) VALUES ($0, $1, $2, $3, $4)
        ON CONFLICT DO UPDATE SET delivered_to = excluded.delivered_to, read_to = excluded.read_to
        """;

    public static IReadOnlyList<MemberCursor> OfClient(Session session, string app, string client) =>
        session[$"{Select} WHERE app = $0 AND client = $1 ORDER BY conversation"].List(Read, app, client);

    public static IReadOnlyList<MemberCursor> OfConversation(Session session, string app, string conversation) =>
        session[$"{Select} WHERE app = $0 AND conversation = $1 ORDER BY client"].List(Read, app, conversation);

    public static void Save(Session session, IEnumerable<MemberCursor> cursors)
    {
        foreach (var cursor in cursors) session[Upsert].Execute(cursor.ApplicationId, cursor.ConversationId, cursor.ClientId, cursor.DeliveredTo, cursor.ReadTo);
    }

    public static void Delete(Session session, string app, string conversation, IEnumerable<string> clients)
    {
        foreach (var client in clients) session["DELETE FROM cursor WHERE app = $0 AND client = $1 AND conversation = $2"].Execute(app, client, conversation);
    }

    public static void Delete(Session session, string app, string conversation) =>
        session["DELETE FROM cursor WHERE app = $0 AND conversation = $1"].Execute(app, conversation);

    static MemberCursor Read(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4));
}
