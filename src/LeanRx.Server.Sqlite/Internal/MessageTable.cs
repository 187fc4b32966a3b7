namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Messages, clustered in the order of their conversations.</summary>
static class MessageTable
{
    public const string Columns = "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all, mentioned, delivered_at, read_at, patched_at";

    const string Insert = $"INSERT INTO message ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT DO NOTHING";

    const string SelectByToken = $"SELECT {Columns} FROM message WHERE app = ?1 AND conversation = ?2 AND sender = ?3 AND token = ?4";

    const string SelectById = $"SELECT {Columns} FROM message WHERE app = ?1 AND conversation = ?2 AND id = ?3";

    const string SelectLast = $"SELECT {Columns} FROM message WHERE app = ?1 AND conversation = ?2 ORDER BY timestamp DESC, id DESC LIMIT 1";

    const string CountNewer = "SELECT count(*) FROM (SELECT 1 FROM message WHERE app = ?1 AND conversation = ?2 AND timestamp > ?3 AND sender <> ?4 LIMIT ?5)";

    // The conversations of the client come first, so that each is asked through the index of its changes.
    static readonly string SelectPatched = $"""
        SELECT {string.Join(", ", Columns.Split(", ").Select(column => $"m.{column}"))} FROM member o CROSS JOIN message m
        WHERE o.app = ?1 AND o.client = ?2 AND m.app = o.app AND m.conversation = o.conversation AND m.patched_at > ?3
        ORDER BY m.patched_at, m.id LIMIT ?4
        """;

    const string Replace = """
        UPDATE message SET data = ?4, is_binary = ?5, type = ?6, receipt_requested = ?7, mention_all = ?8, mentioned = ?9, delivered_at = ?10, read_at = ?11, patched_at = ?12
        WHERE app = ?1 AND conversation = ?2 AND id = ?3
        """;

    public static AppendResult Append(Session session, StoredMessage message)
    {
        var stored = session[Insert].Execute(
            message.ApplicationId, message.ConversationId, message.Timestamp, message.Id, message.From, message.Data, message.IsBinary, message.MessageType,
            message.DeduplicationToken, message.ReceiptRequested, message.MentionAll, Mentioned(message), message.DeliveredAt, message.ReadAt, message.PatchedAt);
        if (stored == 1) return new(message, false);
        var known = message.DeduplicationToken is { } token
            ? session[SelectByToken].FirstOrDefault(Read, message.ApplicationId, message.ConversationId, message.From, token)
            : null;
        return known is not null
            ? new(known, true)
            : throw new WriteRefusedException($"Conversation '{message.ConversationId}' already holds a message '{message.Id}'.");
    }

    public static void Update(Session session, StoredMessage message) => session[Replace].Execute(
        message.ApplicationId, message.ConversationId, message.Id, message.Data, message.IsBinary, message.MessageType, message.ReceiptRequested,
        message.MentionAll, Mentioned(message), message.DeliveredAt, message.ReadAt, message.PatchedAt);

    public static void Delete(Session session, string app, string conversation) =>
        session["DELETE FROM message WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);

    public static IReadOnlyList<StoredMessage> Read(Session session, HistoryQuery query)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var page = session[HistorySql.For(query.Forward, lower, upper, query.MessageType)].List(
            Read, query.ApplicationId, query.ConversationId, (long)Math.Max(query.Limit, 0), lower?.Timestamp, lower?.MessageId, upper?.Timestamp, upper?.MessageId, query.MessageType);
        if (!query.Forward) page.Reverse();
        return page;
    }

    public static StoredMessage? Find(Session session, string app, string conversation, string id) => session[SelectById].FirstOrDefault(Read, app, conversation, id);

    public static StoredMessage? FindLast(Session session, string app, string conversation) => session[SelectLast].FirstOrDefault(Read, app, conversation);

    public static IReadOnlyList<StoredMessage> FindPatched(Session session, string app, string client, long after, int limit) =>
        session[SelectPatched].List(Read, app, client, after, (long)Math.Max(limit, 0));

    public static int Count(Session session, string app, string conversation, string client, long after, int limit) =>
        session[CountNewer].FirstOrDefault(row => (int)row.Long(0), app, conversation, after, client, (long)Math.Max(limit, 0));

    static string? Mentioned(StoredMessage message) => message.MentionedClientIds.IsDefaultOrEmpty ? null : JsonText.Of(message.MentionedClientIds);

    static StoredMessage Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ConversationId = row.Text(1),
        Timestamp = row.Long(2),
        Id = row.Text(3),
        From = row.Text(4),
        Data = row.Text(5),
        IsBinary = row.Bool(6),
        MessageType = (int?)row.LongOrNull(7),
        DeduplicationToken = row.TextOrNull(8),
        ReceiptRequested = row.Bool(9),
        MentionAll = row.Bool(10),
        MentionedClientIds = row.IsNull(11) ? [] : JsonText.Texts(row.Octets(11)),
        DeliveredAt = row.LongOrNull(12),
        ReadAt = row.LongOrNull(13),
        PatchedAt = row.LongOrNull(14),
    };
}
