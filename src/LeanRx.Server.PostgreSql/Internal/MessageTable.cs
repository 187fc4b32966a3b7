using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Messages, in the order of their conversations.</summary>
static class MessageTable
{
    const string Names =
        "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all, mentioned, delivered_at, read_at, " +
        "patched_at, valid_until, recipients";

    public static readonly Raw Columns = new(Names);

    static readonly Raw s_always = new(
        "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all");

    static readonly Raw s_recalled = new($"{StoredMessage.RecalledType}");

    static readonly Raw s_byToken = new("sender = n.sender AND token = n.token");

    static readonly Raw s_byId = new("id = n.id");

    /// <summary>
    /// Stores messages. When not all were new, it answers with a mark, with those that are stored now, and with what was there for the others.
    /// </summary>
    public static Statement Insert(IReadOnlyList<StoredMessage> messages, bool isImport)
    {
        Statement apps = $"{messages.Select(message => message.ApplicationId)}";
        Statement conversations = $"{messages.Select(message => message.ConversationId)}";
        Statement ids = $"{messages.Select(message => message.Id)}";
        Statement senders = $"{messages.Select(message => message.From)}";
        Statement tokens = $"{messages.Select(message => message.DeduplicationToken)}";
        Statement isMissing = $"(SELECT count(*) FROM stored) < {(long)messages.Count}";
        var (names, values) = Rare(messages);
        Statement? recipients = null;
        if (!messages[0].Recipients.IsDefaultOrEmpty) (names, recipients) = (new($"{names.Sql}, recipients"), $", {messages[0].Recipients.AsEnumerable()}");
        return $"""
            WITH stored AS (
                INSERT INTO message ({s_always}{names}) SELECT v.*{recipients} FROM unnest(
                    {apps}, {conversations}, {messages.Select(message => message.Timestamp)}, {ids}, {senders}, {messages.Select(message => message.Data)},
                    {messages.Select(message => message.IsBinary)}, {messages.Select(message => message.MessageType)}, {tokens},
                    {messages.Select(message => message.ReceiptRequested)}, {messages.Select(message => message.MentionAll)}{values}) AS v
                ON CONFLICT DO NOTHING RETURNING app, conversation, timestamp, id){AddresseeTable.Add(messages[0])}
            SELECT n.number, m.* FROM unnest({apps}, {conversations}, {senders}, {tokens}, {ids})
                WITH ORDINALITY AS n(app, conversation, sender, token, id, number)
                CROSS JOIN LATERAL (SELECT {Columns} FROM message WHERE app = n.app AND conversation = n.conversation AND {(isImport ? s_byId : s_byToken)}
                    LIMIT 1) m WHERE {isMissing}
            UNION ALL
            SELECT 0, app, conversation, NULL, id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM stored WHERE {isMissing}
            UNION ALL
            SELECT -1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL WHERE {isMissing}
            """;
    }

    /// <summary>The outcome of a message that was not stored.</summary>
    /// <param name="known">The message of the same sender with the same token.</param>
    public static AppendResult Repeated(StoredMessage message, StoredMessage? known) => known is not null
        ? new AppendResult { Message = known, IsDuplicate = true }
        : throw new WriteRefusedException($"Conversation '{message.ConversationId}' already holds a message '{message.Id}'.");

    /// <summary>The outcome of an append of which no more is known than that it was committed.</summary>
    public static async ValueTask<Func<AppendResult>> FindOutcomeAsync(Session session, StoredMessage message)
    {
        var stored = await FindAsync(session, message.ApplicationId, message.ConversationId, message.Id, default).ConfigureAwait(false);
        if (stored is not null && stored.DeduplicationToken == message.DeduplicationToken && stored.IsSameAs(message))
            return () => new AppendResult { Message = message };
        var known = message.DeduplicationToken is { } token
            ? await session.FirstOrDefaultAsync(
                $"SELECT {Columns} FROM message WHERE app = {message.ApplicationId} AND conversation = {message.ConversationId} AND sender = " +
                    $"{message.From} AND token = {token}",
                Read, default).ConfigureAwait(false)
            : null;
        // Neither it nor another in its place: it was stored, and deleted by a write after it.
        return () => known is null && stored is null ? new AppendResult { Message = message } : Repeated(message, known);
    }

    public static void Update(Batch batch, StoredMessage message) => batch.Execute($"""
        UPDATE message SET data = {message.Data}, is_binary = {message.IsBinary}, type = {message.MessageType}, receipt_requested = {message.ReceiptRequested},
            mention_all = {message.MentionAll}, mentioned = {Mentioned(message)}, delivered_at = {message.DeliveredAt}, read_at = {message.ReadAt},
            patched_at = {message.PatchedAt}
        WHERE app = {message.ApplicationId} AND conversation = {message.ConversationId} AND id = {message.Id}
        """);

    public static void Delete(Batch batch, string app, string conversation)
    {
        batch.Execute($"DELETE FROM message WHERE app = {app} AND conversation = {conversation}");
        batch.Execute($"DELETE FROM addressee WHERE app = {app} AND conversation = {conversation}");
    }

    /// <summary>Deletes a message, and takes the time of its conversation back where it stands as that of the last one.</summary>
    public static void DeleteOne(Batch batch, string app, string conversation, string id) => batch.Execute($"""
        WITH gone AS (DELETE FROM message WHERE app = {app} AND conversation = {conversation} AND id = {id} RETURNING timestamp, sender, recipients),
        unseen AS (
            DELETE FROM addressee a USING gone g WHERE a.app = {app} AND a.conversation = {conversation} AND a.client = ANY (g.recipients || g.sender)
                AND a.timestamp = g.timestamp AND a.id = {id})
        UPDATE conversation c SET last_message_at = (
            SELECT m.timestamp FROM message m WHERE m.app = {app} AND m.conversation = {conversation} AND m.id <> {id}
            ORDER BY m.timestamp DESC, m.id DESC LIMIT 1)
        FROM gone WHERE c.app = {app} AND c.id = {conversation} AND c.last_message_at = gone.timestamp
        """);

    public static async ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(Session session, HistoryQuery query, CancellationToken cancellationToken)
    {
        var page = await session.ListAsync(HistorySql.For(query), Read, cancellationToken).ConfigureAwait(false);
        if (!query.Forward) page.Reverse();
        return page;
    }

    public static async ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(Session session, MessageQuery query, CancellationToken cancellationToken)
    {
        var page = await session.ListAsync(HistorySql.ForAll(query), Read, cancellationToken).ConfigureAwait(false);
        if (!query.Forward) page.Reverse();
        return page;
    }

    public static ValueTask<StoredMessage?> FindAsync(Session session, string app, string conversation, string id, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync($"SELECT {Columns} FROM message WHERE app = {app} AND conversation = {conversation} AND id = {id}", Read,
            cancellationToken);

    public static ValueTask<StoredMessage?> FindLastAsync(Session session, string app, string conversation, string? visibleTo,
        CancellationToken cancellationToken)
    {
        var visible = visibleTo is null ? null : AddresseeTable.Sees("message", visibleTo);
        return session.FirstOrDefaultAsync(
            $"SELECT {Columns} FROM message WHERE app = {app} AND conversation = {conversation}{visible} ORDER BY timestamp DESC, id DESC LIMIT 1",
            Read, cancellationToken);
    }

    // The index alone is walked, and one message read.
    public static ValueTask<StoredMessage?> FindFromEndAsync(Session session, string app, string conversation, int newer,
        CancellationToken cancellationToken) => session.FirstOrDefaultAsync(
            $"""
            SELECT m.* FROM (
                SELECT timestamp, id FROM message WHERE app = {app} AND conversation = {conversation}
                ORDER BY timestamp DESC, id DESC LIMIT 1 OFFSET {(long)Math.Max(newer, 0)}) e
            CROSS JOIN LATERAL (
                SELECT {Columns} FROM message WHERE app = {app} AND conversation = {conversation} AND timestamp = e.timestamp AND id = e.id) m
            """,
            Read, cancellationToken);

    public static ValueTask<List<StoredMessage>> FindBroadcastsAsync(Session session, string app, string? conversation, long? validAfter, int skip, int limit,
        CancellationToken cancellationToken)
    {
        Statement? of = null;
        if (conversation is not null) of = $" AND conversation = {conversation}";
        Statement? valid = null;
        if (validAfter is not null) valid = $" AND valid_until > {validAfter}";
        return session.ListAsync(
            $"""
            SELECT {Columns} FROM message WHERE app = {app} AND valid_until IS NOT NULL{of}{valid}
            ORDER BY timestamp DESC, id DESC LIMIT {(long)Math.Max(limit, 0)} OFFSET {(long)Math.Max(skip, 0)}
            """,
            Read, cancellationToken);
    }

    // The conversations of the client come first, so that each is asked through the index of its changes.
    public static ValueTask<List<StoredMessage>> FindPatchedAsync(Session session, string app, string client, long after, int limit,
        CancellationToken cancellationToken) => session.ListAsync(
            $"""
            SELECT {Columns} FROM (
                SELECT p.* FROM member o CROSS JOIN LATERAL (
                    SELECT {Columns} FROM message m WHERE m.app = o.app AND m.conversation = o.conversation
                        AND m.patched_at > {after}{AddresseeTable.Sees("m", client)}
                    ORDER BY m.patched_at, m.id LIMIT {(long)Math.Max(limit, 0)}) p
                WHERE o.app = {app} AND o.client = {client}
                UNION ALL
                SELECT p.* FROM cursor o CROSS JOIN LATERAL (
                    SELECT {Columns} FROM message m WHERE m.app = o.app AND m.conversation = o.conversation AND m.patched_at > {after}
                        AND (m.valid_until IS NOT NULL OR {AddresseeTable.HasInThread("m", client)})
                    ORDER BY m.patched_at, m.id LIMIT {(long)Math.Max(limit, 0)}) p
                WHERE o.app = {app} AND o.client = {client}
                    AND NOT EXISTS (SELECT 1 FROM member n WHERE n.app = o.app AND n.client = o.client AND n.conversation = o.conversation)) changed
            ORDER BY patched_at, id LIMIT {(long)Math.Max(limit, 0)}
            """,
            Read, cancellationToken);

    public static async ValueTask<int> CountAsync(Session session, string app, string conversation, string client, long after, int limit,
        CancellationToken cancellationToken) => (int)await session.FirstOrDefaultAsync(
            $"""
            SELECT count(*) FROM (
                SELECT 1 FROM message WHERE app = {app} AND conversation = {conversation} AND timestamp > {after} AND sender <> {client}
                    AND type IS DISTINCT FROM {s_recalled}{AddresseeTable.Sees("message", client)} LIMIT {(long)Math.Max(limit, 0)}) newer
            """,
            row => row.Long(0), cancellationToken).ConfigureAwait(false);

    public static StoredMessage Read(Row row) => Read(row, 0);

    public static StoredMessage Read(Row row, int first) => new()
    {
        ApplicationId = row.Text(first),
        ConversationId = row.Text(first + 1),
        Timestamp = row.Long(first + 2),
        Id = row.Text(first + 3),
        From = row.Text(first + 4),
        Data = row.Text(first + 5),
        IsBinary = row.Bool(first + 6),
        MessageType = row.IntOrNull(first + 7),
        DeduplicationToken = row.TextOrNull(first + 8),
        ReceiptRequested = row.Bool(first + 9),
        MentionAll = row.Bool(first + 10),
        MentionedClientIds = row.IsNull(first + 11) ? [] : JsonText.Texts(row.Json(first + 11)),
        DeliveredAt = row.LongOrNull(first + 12),
        ReadAt = row.LongOrNull(first + 13),
        PatchedAt = row.LongOrNull(first + 14),
        ValidUntil = row.LongOrNull(first + 15),
        Recipients = row.IsNull(first + 16) ? [] : [.. row.Texts(first + 16)],
    };

    /// <summary>Columns in which most messages have nothing: they are sent where one of these messages has something.</summary>
    static (Raw Names, Statement Values) Rare(IReadOnlyList<StoredMessage> messages)
    {
        List<(string Name, Statement Values)> columns = [];
        if (messages.Any(message => !message.MentionedClientIds.IsDefaultOrEmpty)) columns.Add(("mentioned", $"{messages.Select(Mentioned)}"));
        if (messages.Any(message => message.DeliveredAt is not null)) columns.Add(("delivered_at", $"{messages.Select(message => message.DeliveredAt)}"));
        if (messages.Any(message => message.ReadAt is not null)) columns.Add(("read_at", $"{messages.Select(message => message.ReadAt)}"));
        if (messages.Any(message => message.PatchedAt is not null)) columns.Add(("patched_at", $"{messages.Select(message => message.PatchedAt)}"));
        if (messages.Any(message => message.ValidUntil is not null)) columns.Add(("valid_until", $"{messages.Select(message => message.ValidUntil)}"));
        Statement values = $"";
        foreach (var column in columns) values = $"{values}, {column.Values}";
        return (new(string.Concat(columns.Select(column => $", {column.Name}"))), values);
    }

    static string? Mentioned(StoredMessage message) => message.MentionedClientIds.IsDefaultOrEmpty ? null : JsonText.Of(message.MentionedClientIds);
}
