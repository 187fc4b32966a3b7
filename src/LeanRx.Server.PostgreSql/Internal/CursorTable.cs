using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>How far members have come.</summary>
static class CursorTable
{
    static readonly Raw s_select = new("SELECT app, conversation, client, delivered_to, read_to, joined_at, read_at, delivered_id, read_id FROM cursor");

    public static ValueTask<List<MemberCursor>> OfClientAsync(Session session, string app, string client, CancellationToken cancellationToken) =>
        session.ListAsync($"{s_select} WHERE app = {app} AND client = {client} ORDER BY conversation", Read, cancellationToken);

    public static ValueTask<List<MemberCursor>> OfGuestAsync(Session session, string app, string client, CancellationToken cancellationToken) =>
        session.ListAsync(
            $"""
            {s_select} k WHERE k.app = {app} AND k.client = {client} AND k.joined_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM member m WHERE m.app = k.app AND m.client = k.client AND m.conversation = k.conversation)
            ORDER BY k.conversation
            """,
            Read, cancellationToken);

    public static ValueTask<List<MemberCursor>> OfConversationAsync(Session session, string app, string conversation, CancellationToken cancellationToken) =>
        session.ListAsync($"{s_select} WHERE app = {app} AND conversation = {conversation} ORDER BY client", Read, cancellationToken);

    public static void Save(Batch batch, IEnumerable<MemberCursor> given)
    {
        // The last of each: one statement cannot change a row twice.
        List<MemberCursor> cursors = [.. given.Reverse().DistinctBy(cursor => (cursor.ApplicationId, cursor.ConversationId, cursor.ClientId))];
        if (cursors.Count == 0) return;
        batch.Execute($"""
            INSERT INTO cursor (app, conversation, client, delivered_to, read_to, joined_at, read_at, delivered_id, read_id)
            SELECT * FROM unnest({cursors.Select(cursor => cursor.ApplicationId)}, {cursors.Select(cursor => cursor.ConversationId)},
                {cursors.Select(cursor => cursor.ClientId)}, {cursors.Select(cursor => cursor.DeliveredTo)}, {cursors.Select(cursor => cursor.ReadTo)},
                {cursors.Select(cursor => cursor.JoinedAt)}, {cursors.Select(cursor => cursor.ReadAt)},
                {cursors.Select(cursor => cursor.DeliveredId)}, {cursors.Select(cursor => cursor.ReadId)})
            ON CONFLICT (app, client, conversation) DO UPDATE SET delivered_to = excluded.delivered_to, read_to = excluded.read_to,
                joined_at = excluded.joined_at, read_at = excluded.read_at, delivered_id = excluded.delivered_id, read_id = excluded.read_id
            """);
    }

    public static void Delete(Batch batch, string app, string conversation, IEnumerable<string> clients) =>
        batch.Execute($"DELETE FROM cursor WHERE app = {app} AND client = ANY ({clients}) AND conversation = {conversation}");

    public static void Delete(Batch batch, string app, string conversation) =>
        batch.Execute($"DELETE FROM cursor WHERE app = {app} AND conversation = {conversation}");

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
