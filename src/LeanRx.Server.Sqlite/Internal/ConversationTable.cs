using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Conversations. Their members stand in a table of their own.</summary>
static class ConversationTable
{
    // The time of the last message is read from the messages, so that an append does not write the conversation too.
    const string Select = $"""
        SELECT c.app, c.id, c.name, c.creator, {MemberTable.OfConversation}, c.muted, c.is_transient, c.is_system, c.is_unique, c.is_temporary,
            c.expires_at, c.unique_id, c.attributes, c.columns, c.created_at, c.updated_at, c.last_message_at,
            (SELECT timestamp FROM message WHERE app = c.app AND conversation = c.id ORDER BY timestamp DESC LIMIT 1)
        FROM conversation c
        """;

    const string SelectOne = $"{Select} WHERE c.app = ?1 AND c.id = ?2";

    const string SelectUnique = $"{Select} WHERE c.app = ?1 AND c.unique_id = ?2 ORDER BY c.created_at DESC, c.id DESC LIMIT 1";

    const string SelectOfMember = $"{Select} JOIN member m ON m.app = c.app AND m.conversation = c.id WHERE m.app = ?1 AND m.client = ?2";

    // The earliest of all times stands for none. Each time is named once, for SQLite reads it again wherever it is named.
    const string LastMessageAt = $"""
        max(ifnull(c.last_message_at, {NoTime}),
            ifnull((SELECT timestamp FROM message WHERE app = c.app AND conversation = c.id ORDER BY timestamp DESC LIMIT 1), {NoTime}))
        """;

    const string NoTime = "-9223372036854775807";

    // Sorted by little, and then read and parsed one after the other, no more than are needed.
    internal const string SelectIdsOfMember = $"""
        SELECT c.id FROM member m CROSS JOIN conversation c WHERE m.app = ?1 AND m.client = ?2 AND c.app = m.app AND c.id = m.conversation
        ORDER BY {LastMessageAt} DESC, c.id
        """;

    // The inner limit keeps SQLite from looking for the last message once for the condition and once for the order. Parameter 3 says which cursor counts.
    const string SelectUnreadOfMember = $"""
        SELECT id, last, read_at FROM (
            SELECT c.id, {LastMessageAt} AS last, ifnull(k.read_at, k.joined_at) AS read_at, iif(?3, k.delivered_to, k.read_to) AS reached
            FROM member m CROSS JOIN conversation c LEFT JOIN cursor k ON k.app = m.app AND k.client = m.client AND k.conversation = m.conversation
            WHERE m.app = ?1 AND m.client = ?2 AND c.app = m.app AND c.id = m.conversation
                AND NOT (c.is_temporary = 1 AND c.expires_at IS NOT NULL AND c.expires_at <= ?5)
            LIMIT -1)
        WHERE last > {NoTime} AND (last > ifnull(reached, {NoTime}) OR read_at >= ?4)
        ORDER BY last DESC, id LIMIT ?6
        """;

    // The indexes are named, since SQLite, knowing nothing of the data, would rather walk the application.
    internal const string SelectNamed = $"{Select} INDEXED BY conversation_by_name WHERE c.app = ?1 AND c.name = ?2";

    internal const string SelectRooms = $"{Select} INDEXED BY conversation_room WHERE c.app = ?1 AND c.is_transient = 1";

    internal const string SelectTemporary = $"{Select} INDEXED BY conversation_temporary WHERE c.app = ?1 AND c.is_temporary = 1";

    internal const string SelectServices = $"{Select} INDEXED BY conversation_service WHERE c.app = ?1 AND c.is_system = 1";

    const string SelectAll = $"{Select} WHERE c.app = ?1";

    const string SelectBehind = $"{Select} WHERE c.app = ?1 AND c.id > ?2 AND c.is_temporary = 0 ORDER BY c.id LIMIT ?3";

    const string Upsert = """
        INSERT INTO conversation (app, id, name, creator, muted, is_transient, is_system, is_unique, is_temporary, expires_at, unique_id,
            attributes, columns, created_at, updated_at, last_message_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        ON CONFLICT DO UPDATE SET name = excluded.name, creator = excluded.creator, muted = excluded.muted,
            is_transient = excluded.is_transient, is_system = excluded.is_system, is_unique = excluded.is_unique, is_temporary = excluded.is_temporary,
            expires_at = excluded.expires_at, unique_id = excluded.unique_id, attributes = excluded.attributes, columns = excluded.columns,
            created_at = excluded.created_at, updated_at = excluded.updated_at,
            last_message_at = coalesce(max(last_message_at, excluded.last_message_at), last_message_at, excluded.last_message_at)
        """;

    public static ConversationRecord? Find(StoreConnection connection, string app, string id) => connection[SelectOne].FirstOrDefault(Read, app, id);

    public static ConversationRecord? FindUnique(StoreConnection connection, string app, string uniqueId) =>
        connection[SelectUnique].FirstOrDefault(Read, app, uniqueId);

    /// <summary>Whether the candidates of a query that names none come in its order.</summary>
    public static bool AreInOrder(ConversationStoreQuery query) =>
        query.Filter is { RequiredIds: null, RequiredMember: null, RequiredName: null, RequiresTemporary: false, RequiresRoom: false, RequiresService: false }
        && SelectInOrder(query.Sort) is not null;

    /// <summary>The statement for all conversations in an order that an index has; null where none has it.</summary>
    internal static string? SelectInOrder(ConversationSort sort) => (sort.OnlyColumn, sort.IsDescending) switch
    {
        (KnownColumns.CreatedAt, false) => $"{Select} INDEXED BY conversation_by_creation WHERE c.app = ?1 ORDER BY c.created_at, c.id",
        (KnownColumns.CreatedAt, true) => $"{Select} INDEXED BY conversation_by_creation WHERE c.app = ?1 ORDER BY c.created_at DESC, c.id",
        (KnownColumns.UpdatedAt, false) => $"{Select} INDEXED BY conversation_by_update WHERE c.app = ?1 ORDER BY c.updated_at, c.id",
        (KnownColumns.UpdatedAt, true) => $"{Select} INDEXED BY conversation_by_update WHERE c.app = ?1 ORDER BY c.updated_at DESC, c.id",
        (KnownColumns.Id, false) => $"{Select} WHERE c.app = ?1 ORDER BY c.id",
        (KnownColumns.Id, true) => $"{Select} WHERE c.app = ?1 ORDER BY c.id DESC",
        _ => null,
    };

    /// <summary>The conversations that can match; the filter still has to be asked.</summary>
    public static IEnumerable<ConversationRecord> Candidates(StoreConnection connection, ConversationStoreQuery query, CancellationToken cancellationToken)
    {
        var (app, filter) = (query.ApplicationId, query.Filter);
        if (query.TakesCandidatesInOrder)
            return connection[SelectIdsOfMember].Stream(IdOn, app, filter.RequiredMember).Select(id => Find(connection, app, id))
                .OfType<ConversationRecord>();
        if (filter.RequiredIds is { } ids) return ids.Select(id => Find(connection, app, id)).OfType<ConversationRecord>();
        if (filter.RequiredMember is { } member) return connection[SelectOfMember].Stream(ReadOn, app, member);
        if (filter.RequiredName is { } name) return connection[SelectNamed].Stream(ReadOn, app, name);
        if (filter.RequiresTemporary) return connection[SelectTemporary].Stream(ReadOn, app);
        if (filter.RequiresRoom) return connection[SelectRooms].Stream(ReadOn, app);
        if (filter.RequiresService) return connection[SelectServices].Stream(ReadOn, app);
        return connection[SelectInOrder(query.Sort) ?? SelectAll].Stream(ReadOn, app);

        string IdOn(Row row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return row.Text(0);
        }

        ConversationRecord ReadOn(Row row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Read(row);
        }
    }

    public static IReadOnlyList<MemberConversation> UnreadOfMember(StoreConnection connection, string app, string member, bool byDelivery, long? readSince,
        long aliveAt, int limit) => connection[SelectUnreadOfMember].List(row => new MemberConversation(row.Text(0), row.Long(1), row.LongOrNull(2)), app,
            member, byDelivery, readSince, aliveAt, (long)Math.Max(0, limit));

    public static IReadOnlyList<ConversationRecord> Scan(StoreConnection connection, string app, string? after, int limit) =>
        connection[SelectBehind].List(Read, app, after ?? "", (long)Math.Max(0, limit));

    public static void Save(StoreConnection connection, ConversationRecord conversation)
    {
        var isNew = !connection["SELECT 1 FROM conversation WHERE app = ?1 AND id = ?2"]
            .FirstOrDefault(row => row.Bool(0), conversation.ApplicationId, conversation.Id);
        SaveColumns(connection, conversation);
        if (isNew) MemberTable.Add(connection, conversation, conversation.Members);
    }

    public static void SaveColumns(StoreConnection connection, ConversationRecord conversation) => connection[Upsert].Execute(
        conversation.ApplicationId, conversation.Id, conversation.Name, conversation.CreatorId, JsonText.Of(conversation.Muted),
        conversation.IsTransient, conversation.IsSystem, conversation.IsUnique, conversation.IsTemporary, conversation.ExpiresAt, conversation.UniqueId,
        conversation.Attributes?.GetRawText(), JsonText.Of(conversation.Columns), conversation.CreatedAt, conversation.UpdatedAt,
        conversation.LastMessageAt);

    /// <summary>Takes the time of a message that was deleted back, where it stands as that of the last one.</summary>
    public static void ForgetLastMessage(StoreConnection connection, StoredMessage deleted) => connection["""
        UPDATE conversation SET last_message_at = (SELECT timestamp FROM message WHERE app = ?1 AND conversation = ?2 ORDER BY timestamp DESC LIMIT 1)
        WHERE app = ?1 AND id = ?2 AND last_message_at = ?3
        """].Execute(deleted.ApplicationId, deleted.ConversationId, deleted.Timestamp);

    public static void Delete(StoreConnection connection, string app, string id)
    {
        MemberTable.Delete(connection, app, id);
        connection["DELETE FROM conversation WHERE app = ?1 AND id = ?2"].Execute(app, id);
    }

    static ConversationRecord Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        Id = row.Text(1),
        Name = row.TextOrNull(2),
        CreatorId = row.TextOrNull(3),
        Members = MemberList.Create(JsonText.Texts(row.Octets(4)).AsSpan()),
        Muted = MemberList.Create(JsonText.Texts(row.Octets(5)).AsSpan()),
        IsTransient = row.Bool(6),
        IsSystem = row.Bool(7),
        IsUnique = row.Bool(8),
        IsTemporary = row.Bool(9),
        ExpiresAt = row.LongOrNull(10),
        UniqueId = row.TextOrNull(11),
        Attributes = row.IsNull(12) ? null : JsonText.Element(row.Octets(12)),
        Columns = JsonText.Columns(row.Octets(13)),
        CreatedAt = row.Long(14),
        UpdatedAt = row.Long(15),
        LastMessageAt = Later(row.LongOrNull(16), row.LongOrNull(17)),
    };

    static long? Later(long? one, long? other) => one is null || other > one ? other : one;
}
