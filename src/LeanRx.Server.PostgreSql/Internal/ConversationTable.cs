using System.Runtime.CompilerServices;
using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Conversations. Their members stand in a table of their own.</summary>
static class ConversationTable
{
    /// <summary>Conversations that are read at once where only the first are needed.</summary>
    public const int Portion = 100;

    // The time of the last message is read from the messages, so that an append does not write the conversation too.
    static readonly Raw s_latest = new("(SELECT timestamp FROM message WHERE app = c.app AND conversation = c.id ORDER BY timestamp DESC, id DESC LIMIT 1)");

    public static readonly Raw Select = new($"""
        SELECT c.app, c.id, c.name, c.creator, {MemberTable.OfConversation.Sql}, c.muted, c.is_transient, c.is_system, c.is_unique, c.is_temporary,
            c.expires_at,
            c.unique_id, c.attributes, c.columns, c.created_at, c.updated_at, greatest(c.last_message_at, {s_latest.Sql})
        FROM conversation c
        """);

    public static ValueTask<ConversationRecord?> FindAsync(Session session, string app, string id, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"{Select} WHERE c.app = {app} AND c.id = {id}", Read, cancellationToken);

    public static ValueTask<ConversationRecord?> FindUniqueAsync(Session session, string app, string uniqueId, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"{Select} WHERE c.app = {app} AND c.unique_id = {uniqueId} ORDER BY c.created_at DESC, c.id DESC LIMIT 1", Read,
            cancellationToken);

    /// <summary>The conversations that can match; the filter still has to be asked.</summary>
    public static IAsyncEnumerable<ConversationRecord> CandidatesAsync(Session session, ConversationStoreQuery query, CancellationToken cancellationToken)
    {
        var (app, filter) = (query.ApplicationId, query.Filter);
        if (query.TakesCandidatesInOrder) return InOrderAsync(session, app, filter.RequiredMember!, cancellationToken);
        if (ConversationOrder.IsOf(query)) return ConversationOrder.ReadAsync(session, app, query.Sort, cancellationToken);

        // One more than may be looked at is enough to see that they are too many.
        Statement first = $" LIMIT {(query.Budget?.MaxRows ?? int.MaxValue) + 1L}";
        Statement statement = filter switch
        {
            { RequiredIds: { } ids } => $"{Select} WHERE c.app = {app} AND c.id = ANY ({ids.Distinct(StringComparer.Ordinal)}){first}",
            { RequiredMember: { } member } =>
                $"{Select} JOIN member m ON m.app = c.app AND m.conversation = c.id WHERE m.app = {app} AND m.client = {member}{first}",
            { RequiredName: { } name } => $"{Select} WHERE c.app = {app} AND c.name = {name}{first}",
            { RequiresTemporary: true } => $"{Select} WHERE c.app = {app} AND c.is_temporary{first}",
            { RequiresRoom: true } => $"{Select} WHERE c.app = {app} AND c.is_transient{first}",
            { RequiresService: true } => $"{Select} WHERE c.app = {app} AND c.is_system{first}",
            _ => $"{Select} WHERE c.app = {app}{first}",
        };
        return session.StreamAsync(statement, Read, cancellationToken);
    }

    public static ValueTask<List<MemberConversation>> UnreadOfMemberAsync(Session session, string app, string member, bool byDelivery, long? readSince,
        long aliveAt, int limit, CancellationToken cancellationToken)
    {
        Raw reached = new(byDelivery ? "k.delivered_to" : "k.read_to");
        // The inner offset keeps PostgreSQL from looking for the last message once for the condition and once for the order.
        return session.ListAsync(
            $"""
            SELECT id, last, read_at FROM (
                SELECT c.id, greatest(c.last_message_at, {s_latest}) AS last, coalesce(k.read_at, k.joined_at) AS read_at, {reached} AS reached
                FROM member m JOIN conversation c ON c.app = m.app AND c.id = m.conversation
                LEFT JOIN cursor k ON k.app = m.app AND k.client = m.client AND k.conversation = m.conversation
                WHERE m.app = {app} AND m.client = {member} AND NOT (c.is_temporary AND c.expires_at IS NOT NULL AND c.expires_at <= {aliveAt})
                OFFSET 0) own
            WHERE last IS NOT NULL AND (reached IS NULL OR last > reached OR read_at >= {readSince})
            ORDER BY last DESC, id LIMIT {(long)Math.Max(0, limit)}
            """,
            row => new MemberConversation(row.Text(0), row.Long(1), row.LongOrNull(2)), cancellationToken);
    }

    public static ValueTask<List<ConversationRecord>> ScanAsync(Session session, string app, string? after, int limit, CancellationToken cancellationToken) =>
        session.ListAsync(
            $"{Select} WHERE c.app = {app} AND c.id > {after ?? ""} AND NOT c.is_temporary ORDER BY c.id LIMIT {(long)Math.Max(0, limit)}", Read,
            cancellationToken);

    public static void Save(Batch batch, ConversationRecord conversation)
    {
        MemberTable.AddFirst(batch, conversation);
        SaveColumns(batch, conversation);
    }

    public static void SaveColumns(Batch batch, ConversationRecord conversation) => batch.Execute($"""
        INSERT INTO conversation AS c (app, id, name, creator, muted, is_transient, is_system, is_unique, is_temporary, expires_at, unique_id,
            attributes, columns, created_at, updated_at, last_message_at)
        VALUES ({conversation.ApplicationId}, {conversation.Id}, {conversation.Name}, {conversation.CreatorId}, {conversation.Muted.AsEnumerable()},
            {conversation.IsTransient}, {conversation.IsSystem}, {conversation.IsUnique}, {conversation.IsTemporary}, {conversation.ExpiresAt},
            {conversation.UniqueId}, {conversation.Attributes?.GetRawText()}, {JsonText.Of(conversation.Columns)}, {conversation.CreatedAt},
            {conversation.UpdatedAt}, {conversation.LastMessageAt})
        ON CONFLICT (app, id) DO UPDATE SET name = excluded.name, creator = excluded.creator, muted = excluded.muted,
            is_transient = excluded.is_transient, is_system = excluded.is_system, is_unique = excluded.is_unique, is_temporary = excluded.is_temporary,
            expires_at = excluded.expires_at, unique_id = excluded.unique_id, attributes = excluded.attributes, columns = excluded.columns,
            created_at = excluded.created_at, updated_at = excluded.updated_at,
            last_message_at = greatest(c.last_message_at, excluded.last_message_at)
        """);

    public static void Delete(Batch batch, string app, string id)
    {
        MemberTable.Delete(batch, app, id);
        batch.Execute($"DELETE FROM conversation WHERE app = {app} AND id = {id}");
    }

    /// <summary>
    /// The conversations of a member, those with the latest message first: sorted by little, and then read in portions, no more than are needed.
    /// </summary>
    static async IAsyncEnumerable<ConversationRecord> InOrderAsync(Session session, string app, string member,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = await session.ListAsync(
            $"""
            SELECT c.id FROM member m JOIN conversation c ON c.app = m.app AND c.id = m.conversation WHERE m.app = {app} AND m.client = {member}
            ORDER BY greatest(c.last_message_at, {s_latest}) DESC NULLS LAST, c.id
            """,
            row => row.Text(0), cancellationToken).ConfigureAwait(false);
        foreach (var portion in ids.Chunk(Portion))
        {
            var found = await session.ListAsync($"{Select} WHERE c.app = {app} AND c.id = ANY ({portion.AsEnumerable()})", Read, cancellationToken)
                .ConfigureAwait(false);
            var byId = found.ToDictionary(conversation => conversation.Id, StringComparer.Ordinal);
            foreach (var id in portion)
                if (byId.TryGetValue(id, out var conversation)) yield return conversation;
        }
    }

    public static ConversationRecord Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        Id = row.Text(1),
        Name = row.TextOrNull(2),
        CreatorId = row.TextOrNull(3),
        Members = MemberList.Create(row.Texts(4).AsSpan()),
        Muted = MemberList.Create(row.Texts(5).AsSpan()),
        IsTransient = row.Bool(6),
        IsSystem = row.Bool(7),
        IsUnique = row.Bool(8),
        IsTemporary = row.Bool(9),
        ExpiresAt = row.LongOrNull(10),
        UniqueId = row.TextOrNull(11),
        Attributes = row.IsNull(12) ? null : JsonText.Element(row.Json(12)),
        Columns = JsonText.Columns(row.Json(13)),
        CreatedAt = row.Long(14),
        UpdatedAt = row.Long(15),
        LastMessageAt = row.LongOrNull(16),
    };
}
