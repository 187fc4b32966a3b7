using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Messages, clustered in the order of their conversations.</summary>
static class MessageTable
{
    public const string Columns =
        "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all, mentioned, delivered_at, read_at, " +
        "patched_at, recipients, valid_until";

    const string Insert =
        $"INSERT INTO message ({Columns}, is_foreign) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) " +
        "ON CONFLICT DO NOTHING";

    // Ids that do not tell the time of their message.
    const string OfForeignId = "FROM message INDEXED BY message_by_foreign_id WHERE app = ?1 AND conversation = ?2 AND id = ?3 AND is_foreign = 1";

    const string SelectByForeignId = $"SELECT {Columns} {OfForeignId}";

    const string SelectByPlace = $"SELECT {Columns} FROM message WHERE app = ?1 AND conversation = ?2 AND timestamp = ?3 AND id = ?4";

    const string SelectLast = $"SELECT {Columns} FROM message WHERE app = ?1 AND conversation = ?2";

    const string NewestFirst = "ORDER BY timestamp DESC, id DESC LIMIT 1";

    const string SelectFromEnd = $"{SelectLast} ORDER BY timestamp DESC, id DESC LIMIT 1 OFFSET ?3";

    const string SelectBroadcasts = $"""
        SELECT {Columns} FROM message INDEXED BY message_broadcast WHERE app = ?1 AND valid_until IS NOT NULL
        AND (?2 IS NULL OR conversation = ?2) AND (?3 IS NULL OR valid_until > ?3) ORDER BY timestamp DESC, id DESC LIMIT ?5 OFFSET ?4
        """;

    static readonly string CountNewer =
        "SELECT count(*) FROM (SELECT 1 FROM message WHERE app = ?1 AND conversation = ?2 AND timestamp > ?3 AND sender <> ?4 AND type IS NOT " +
        $"{StoredMessage.RecalledType} AND {AddresseeTable.Sees("message", "?4")} LIMIT ?5)";

    static readonly string SelectLastSeen = $"{SelectLast} AND {AddresseeTable.Sees("message", "?3")} {NewestFirst}";

    // The conversations of the client come first, so that each is asked through the index of its changes.
    static readonly string SelectPatched = $"""
        SELECT {Of("m")} FROM member o CROSS JOIN message m
        WHERE o.app = ?1 AND o.client = ?2 AND m.app = o.app AND m.conversation = o.conversation AND m.patched_at > ?3 AND {AddresseeTable.Sees("m", "?2")}
        UNION ALL
        SELECT {Of("m")} FROM cursor o CROSS JOIN message m
        WHERE o.app = ?1 AND o.client = ?2 AND NOT EXISTS (
                SELECT 1 FROM member n WHERE n.app = o.app AND n.client = o.client AND n.conversation = o.conversation)
            AND m.app = o.app AND m.conversation = o.conversation AND m.patched_at > ?3
            AND (m.valid_until IS NOT NULL OR {AddresseeTable.HasInThread("m", "?2")})
        ORDER BY patched_at, id LIMIT ?4
        """;

    const string Replace = """
        UPDATE message SET data = ?4, is_binary = ?5, type = ?6, receipt_requested = ?7, mention_all = ?8, mentioned = ?9,
            delivered_at = ?10, read_at = ?11, patched_at = ?12
        WHERE app = ?1 AND conversation = ?2 AND timestamp = ?13 AND id = ?3
        """;

    const string SelectUnplaced = """
        SELECT app, conversation, timestamp, id, sender, token FROM message
        WHERE (app, conversation, timestamp, id) > (?1, ?2, ?3, ?4) ORDER BY app, conversation, timestamp, id LIMIT ?5
        """;

    /// <summary>Messages that are looked at together when a store of an earlier schema is opened.</summary>
    const int Part = 10_000;

    public static AppendResult Append(StoreConnection connection, StoredMessage message)
    {
        if (FindByToken(connection, message) is { } known) return new AppendResult { Message = known, IsDuplicate = true };
        return TryInsert(connection, message)
            ? new AppendResult { Message = message }
            : throw new WriteRefusedException($"Conversation '{message.ConversationId}' already holds a message '{message.Id}'.");
    }

    public static IReadOnlyList<ImportOutcome> Import(StoreConnection connection, StoredMessage[] messages)
    {
        var outcomes = new ImportOutcome[messages.Length];
        var isKnown = false;
        for (var index = 0; index < messages.Length; index++)
        {
            // What is brought in once more is mostly there: then a look is enough.
            outcomes[index] = isKnown && IsThere(connection, messages[index]) ? ImportOutcome.Known : Import(connection, messages[index]);
            isKnown = outcomes[index] == ImportOutcome.Known;
        }
        return outcomes;
    }

    public static void Update(StoreConnection connection, StoredMessage message)
    {
        if (Find(connection, message.ApplicationId, message.ConversationId, message.Id) is not { } stored) return;
        connection[Replace].Execute(
            message.ApplicationId, message.ConversationId, message.Id, message.Data, message.IsBinary, message.MessageType, message.ReceiptRequested,
            message.MentionAll, Mentioned(message), message.DeliveredAt, message.ReadAt, message.PatchedAt, stored.Timestamp);
    }

    public static void Delete(StoreConnection connection, string app, string conversation)
    {
        connection["DELETE FROM message WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);
        AddresseeTable.Delete(connection, app, conversation);
        TokenTable.Delete(connection, app, conversation);
    }

    public static void DeleteOne(StoreConnection connection, string app, string conversation, string id)
    {
        if (Find(connection, app, conversation, id) is not { } message) return;
        connection["DELETE FROM message WHERE app = ?1 AND conversation = ?2 AND timestamp = ?3 AND id = ?4"]
            .Execute(app, conversation, message.Timestamp, id);
        AddresseeTable.Remove(connection, message);
        TokenTable.Remove(connection, message);
        ConversationTable.ForgetLastMessage(connection, message);
    }

    public static IReadOnlyList<StoredMessage> Read(StoreConnection connection, HistoryQuery query)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var page = connection[HistorySql.For(query, lower, upper)].List(
            Read, query.ApplicationId, query.ConversationId, (long)Math.Max(query.Limit, 0), lower?.Timestamp, lower?.MessageId, upper?.Timestamp,
                upper?.MessageId, query.MessageType, query.VisibleTo);
        if (!query.Forward) page.Reverse();
        return page;
    }

    public static IReadOnlyList<StoredMessage> Read(StoreConnection connection, MessageQuery query)
    {
        var (lower, upper) = query.Forward ? (query.Start, query.End) : (query.End, query.Start);
        var page = connection[HistorySql.ForAll(query, lower, upper)].List(
            Read, query.ApplicationId, query.From, (long)Math.Max(query.Limit, 0), lower?.Timestamp, lower?.MessageId, upper?.Timestamp, upper?.MessageId);
        if (!query.Forward) page.Reverse();
        return page;
    }

    public static StoredMessage? Find(StoreConnection connection, string app, string conversation, string id) =>
        (MessageIdTime.Of(id) is { } time ? FindAt(connection, app, conversation, time, id) : null)
            ?? connection[SelectByForeignId].FirstOrDefault(Read, app, conversation, id);

    public static StoredMessage? FindLast(StoreConnection connection, string app, string conversation, string? visibleTo) =>
        visibleTo is null ? connection[$"{SelectLast} {NewestFirst}"].FirstOrDefault(Read, app, conversation) : connection[SelectLastSeen]
            .FirstOrDefault(Read, app, conversation, visibleTo);

    public static StoredMessage? FindFromEnd(StoreConnection connection, string app, string conversation, int newer) =>
        connection[SelectFromEnd].FirstOrDefault(Read, app, conversation, (long)newer);

    public static IReadOnlyList<StoredMessage> FindBroadcasts(StoreConnection connection, string app, string? conversation, long? validAfter, int skip,
        int limit) =>
        connection[SelectBroadcasts].List(Read, app, conversation, validAfter, (long)Math.Max(skip, 0), (long)Math.Max(limit, 0));

    public static IReadOnlyList<StoredMessage> FindPatched(StoreConnection connection, string app, string client, long after, int limit) =>
        connection[SelectPatched].List(Read, app, client, after, (long)Math.Max(limit, 0));

    public static int Count(StoreConnection connection, string app, string conversation, string client, long after, int limit) =>
        connection[CountNewer].FirstOrDefault(row => (int)row.Long(0), app, conversation, after, client, (long)Math.Max(limit, 0));

    /// <summary>Notes of all messages whether their ids tell their time, and their tokens.</summary>
    public static void Place(StoreConnection connection)
    {
        StoredMessage? last = null;
        while (connection[SelectUnplaced].List(ReadUnplaced, last?.ApplicationId ?? "", last?.ConversationId ?? "", last?.Timestamp ?? 0, last?.Id ?? "",
            (long)Part) is { Count: > 0 } part)
        {
            foreach (var message in part)
            {
                TokenTable.Add(connection, message);
                if (IsForeign(message))
                    connection["UPDATE message SET is_foreign = 1 WHERE app = ?1 AND conversation = ?2 AND timestamp = ?3 AND id = ?4"]
                        .Execute(message.ApplicationId, message.ConversationId, message.Timestamp, message.Id);
            }

            last = part[^1];
        }
    }

    /// <summary>The columns of a table that is joined under a name.</summary>
    public static string Of(string name) => string.Join(", ", Columns.Split(", ").Select(column => $"{name}.{column}"));

    static ImportOutcome Import(StoreConnection connection, StoredMessage message)
    {
        if (FindByToken(connection, message) is null && TryInsert(connection, message)) return ImportOutcome.Stored;
        return Find(connection, message.ApplicationId, message.ConversationId, message.Id)?.IsSameAs(message) == true ? ImportOutcome.Known
            : ImportOutcome.Conflict;
    }

    static bool IsThere(StoreConnection connection, StoredMessage message) =>
        FindAt(connection, message.ApplicationId, message.ConversationId, message.Timestamp, message.Id)?.IsSameAs(message) == true;

    static StoredMessage? FindAt(StoreConnection connection, string app, string conversation, long timestamp, string id) =>
        connection[SelectByPlace].FirstOrDefault(Read, app, conversation, timestamp, id);

    static StoredMessage? FindByToken(StoreConnection connection, StoredMessage message) => message.DeduplicationToken is not { } token ? null
        : TokenTable.Find(connection, message)
            .Select(place => FindAt(connection, message.ApplicationId, message.ConversationId, place.Timestamp, place.Id))
            .FirstOrDefault(known => known?.From == message.From && known.DeduplicationToken == token);

    static bool IsForeign(StoredMessage message) => MessageIdTime.Of(message.Id) != message.Timestamp;

    /// <summary>Whether the id is taken by a message that is found in another way.</summary>
    static bool IsTakenElsewhere(StoreConnection connection, StoredMessage message) => !IsForeign(message)
        ? connection[$"SELECT 1 {OfForeignId}"].FirstOrDefault(row => row.Bool(0), message.ApplicationId, message.ConversationId, message.Id)
        : MessageIdTime.Of(message.Id) is { } time && FindAt(connection, message.ApplicationId, message.ConversationId, time, message.Id) is not null;

    static bool TryInsert(StoreConnection connection, StoredMessage message)
    {
        if (IsTakenElsewhere(connection, message)) return false;
        var stored = connection[Insert].Execute(
            message.ApplicationId, message.ConversationId, message.Timestamp, message.Id, message.From, message.Data, message.IsBinary, message.MessageType,
            message.DeduplicationToken, message.ReceiptRequested, message.MentionAll, Mentioned(message), message.DeliveredAt, message.ReadAt,
                message.PatchedAt,
            Recipients(message), message.ValidUntil, IsForeign(message));
        if (stored != 1) return false;
        AddresseeTable.Add(connection, message);
        TokenTable.Add(connection, message);
        return true;
    }

    static string? Recipients(StoredMessage message) => message.Recipients.IsDefaultOrEmpty ? null : JsonText.Of(message.Recipients);

    static string? Mentioned(StoredMessage message) => message.MentionedClientIds.IsDefaultOrEmpty ? null : JsonText.Of(message.MentionedClientIds);

    /// <summary>What leads to a message, and its token.</summary>
    static StoredMessage ReadUnplaced(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ConversationId = row.Text(1),
        Timestamp = row.Long(2),
        Id = row.Text(3),
        From = row.Text(4),
        Data = "",
        DeduplicationToken = row.TextOrNull(5),
    };

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
        Recipients = row.IsNull(15) ? [] : JsonText.Texts(row.Octets(15)),
        ValidUntil = row.LongOrNull(16),
    };
}
