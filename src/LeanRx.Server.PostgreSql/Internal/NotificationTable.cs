using System.Collections.Immutable;
using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>
/// Pushes that clients can fetch again, each stored once: for everybody in a conversation, or for clients that are named. And the clients that do fetch.
/// </summary>
static class NotificationTable
{
    public static void AddClient(Batch batch, string app, string client) =>
        batch.Execute($"INSERT INTO notified (app, client) VALUES ({app}, {client}) ON CONFLICT DO NOTHING");

    public static ValueTask<List<string>> ClientsAsync(Session session, string app, CancellationToken cancellationToken) =>
        session.ListAsync($"SELECT client FROM notified WHERE app = {app} ORDER BY client", row => row.Text(0), cancellationToken);

    public static ValueTask<long?> NewestAsync(Session session, string app, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"SELECT max(timestamp) FROM notice WHERE app = {app}", row => row.LongOrNull(0), cancellationToken);

    // What is kept is bounded by what is there already, so that this is a function of the schema.
    public static void Add(Batch batch, StoredNotification notification, NotificationBounds bounds)
    {
        string[] named = notification.ClientIds.IsDefaultOrEmpty ? [] : [.. notification.ClientIds.Distinct(StringComparer.Ordinal)];
        string[] excepted = notification.ExceptClientIds.IsDefaultOrEmpty ? [] : [.. notification.ExceptClientIds];
        batch.List(
            $"""
            SELECT add_notice({notification.ApplicationId}, {notification.ConversationId}, {notification.Timestamp},
                {notification.IsPermanent}, {notification.Frame},
                {(long)Encoding.UTF8.GetByteCount(notification.Frame)}, {named.AsEnumerable()}, {excepted.AsEnumerable()}, {(int?)notification.Effect},
                {(long)bounds.MaxCount}, {bounds.MaxConversationBytes}, {bounds.MaxBytes})
            """,
            _ => true);
    }

    public static async ValueTask<NotificationPage> FindAsync(Session session, NotificationQuery query, CancellationToken cancellationToken)
    {
        var (app, client) = (query.ApplicationId, query.ClientId);
        var named = await session.ListAsync(
            $"""
            SELECT n.conversation, c.timestamp, c.effect, c.number FROM notice_client c JOIN notice n ON n.number = c.number
            WHERE c.app = {app} AND c.client = {client} ORDER BY c.timestamp, c.number
            """,
            row => (Conversation: row.Text(0), Timestamp: row.Long(1), Effect: (MembershipEffect)row.Long(2), Number: row.Long(3)), cancellationToken)
            .ConfigureAwait(false);
        var memberships = await session.ListAsync(
            $"""
            SELECT m.conversation, (SELECT joined_at FROM cursor WHERE app = m.app AND client = m.client AND conversation = m.conversation)
            FROM member m JOIN notice_log l ON l.app = m.app AND l.conversation = m.conversation WHERE m.app = {app} AND m.client = {client}
            """,
            row => KeyValuePair.Create(row.Text(0), row.LongOrNull(1)), cancellationToken).ConfigureAwait(false);
        NotificationStay[] stays = [.. NotificationStay.Of(named.Select(it => (it.Conversation, it.Timestamp, it.Effect)),
            memberships.ToDictionary(StringComparer.Ordinal))];
        var forgottenTo = await ForgottenAsync(session, app, client, stays, cancellationToken).ConfigureAwait(false);
        var found = named.Where(it => it.Timestamp > query.After).Select(it => (it.Timestamp, it.Number)).ToList();
        found.AddRange(await OfStaysAsync(session, query, stays, cancellationToken).ConfigureAwait(false));

        var loaded = await LoadAsync(session, FirstOf(found, query), cancellationToken).ConfigureAwait(false);
        var first = FirstOf(found, query).ToHashSet();
        // One that was dropped meanwhile is no longer there.
        found.RemoveAll(it => first.Contains(it.Number) && !loaded.ContainsKey(it.Number));
        return query.Page(found, number => loaded[number], forgottenTo <= query.After);
    }

    public static void Delete(Batch batch, string app, string conversation)
    {
        batch.Execute($"DELETE FROM notice WHERE app = {app} AND conversation = {conversation} AND addressees = 0");
        batch.Execute($"""
            WITH gone AS (DELETE FROM notice_log WHERE app = {app} AND conversation = {conversation} RETURNING count, bytes)
            UPDATE notice_log l SET count = l.count - gone.count, bytes = l.bytes - gone.bytes FROM gone WHERE l.app = {app} AND l.conversation = ''
            """);
    }

    /// <summary>The numbers of the page.</summary>
    static IEnumerable<long> FirstOf(IReadOnlyCollection<(long Timestamp, long Number)> found, NotificationQuery query) =>
        found.Order().Skip(Math.Max(0, found.Count - query.MaxCount)).Take(query.Limit).Select(it => it.Number);

    /// <summary>Up to which time something that the client should have got was dropped.</summary>
    static async ValueTask<long> ForgottenAsync(Session session, string app, string client, NotificationStay[] stays, CancellationToken cancellationToken)
    {
        var own = await session.FirstOrDefaultAsync(
            $"SELECT forgotten_to FROM notice_reader WHERE app = {app} AND client = {client}", row => row.LongOrNull(0), cancellationToken)
                .ConfigureAwait(false);
        var logs = (await session.ListAsync(
            $"SELECT conversation, forgotten_to FROM notice_log WHERE app = {app} AND conversation = ANY " +
                $"({stays.Select(stay => stay.ConversationId).Append("")})",
            row => KeyValuePair.Create(row.Text(0), row.Long(1)), cancellationToken).ConfigureAwait(false)).ToDictionary(StringComparer.Ordinal);
        return stays.Select(stay => logs.TryGetValue(stay.ConversationId, out var to) && to >= stay.From ? Math.Min(to, stay.To) : long.MinValue)
            .Append(logs.GetValueOrDefault("", long.MinValue)).Append(own ?? long.MinValue).Max();
    }

    static async ValueTask<IEnumerable<(long Timestamp, long Number)>> OfStaysAsync(Session session, NotificationQuery query, NotificationStay[] stays,
        CancellationToken cancellationToken)
    {
        if (stays.Length == 0) return [];
        var rows = await session.ListAsync(
            $"""
            SELECT n.timestamp, n.number, n.excepted FROM unnest({stays.Select(stay => stay.ConversationId)},
                {stays.Select(stay => Math.Max(query.After, stay.From == long.MinValue ? stay.From : stay.From - 1))}, {stays.Select(stay => stay.To)})
                AS s(conversation, after, until)
            CROSS JOIN LATERAL (
                SELECT timestamp, number, excepted FROM notice WHERE app = {query.ApplicationId} AND conversation = s.conversation AND addressees = 0
                    AND timestamp > s.after AND timestamp <= s.until ORDER BY timestamp DESC, number DESC LIMIT {query.MaxCount + 1L}) n
            """,
            row => (Timestamp: row.Long(0), Number: row.Long(1), Excepted: row.Texts(2)), cancellationToken).ConfigureAwait(false);
        return rows.Where(row => !row.Excepted.Contains(query.ClientId, StringComparer.Ordinal)).Select(row => (row.Timestamp, row.Number));
    }

    static async ValueTask<Dictionary<long, StoredNotification>> LoadAsync(Session session, IEnumerable<long> numbers, CancellationToken cancellationToken) =>
        (await session.ListAsync(
            $"SELECT number, app, conversation, timestamp, is_permanent, frame FROM notice WHERE number = ANY ({numbers})",
            row => KeyValuePair.Create(row.Long(0), new StoredNotification
            {
                ApplicationId = row.Text(1),
                ConversationId = row.Text(2),
                Timestamp = row.Long(3),
                IsPermanent = row.Bool(4),
                Frame = row.Text(5),
            }),
            cancellationToken).ConfigureAwait(false)).ToDictionary();
}
