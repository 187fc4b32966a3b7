using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Conversations and the index of their members.</summary>
static class ConversationTable
{
    // The time of the last message is read from the messages, so that an append does not write the conversation too.
    const string Select = """
        SELECT c.app, c.id, c.name, c.creator, c.members, c.muted, c.is_transient, c.is_system, c.is_unique, c.is_temporary, c.expires_at, c.unique_id,
            c.attributes, c.columns, c.created_at, c.updated_at, c.last_message_at,
            (SELECT timestamp FROM message WHERE app = c.app AND conversation = c.id ORDER BY timestamp DESC LIMIT 1)
        FROM conversation c
        """;

    const string SelectOne = $"{Select} WHERE c.app = $0 AND c.id = $1";

    const string SelectUnique = $"{Select} WHERE c.app = $0 AND c.unique_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT 1";

    const string SelectOfMember = $"{Select} JOIN member m ON m.app = c.app AND m.conversation = c.id WHERE m.app = $0 AND m.client = $1";

    const string SelectAll = $"{Select} WHERE c.app = $0";

    const string Upsert = """
        INSERT INTO conversation (app, id, name, creator, members, muted, is_transient, is_system, is_unique, is_temporary, expires_at, unique_id,
            attributes, columns, created_at, updated_at, last_message_at)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT DO UPDATE SET name = excluded.name, creator = excluded.creator, members = excluded.members, muted = excluded.muted,
            is_transient = excluded.is_transient, is_system = excluded.is_system, is_unique = excluded.is_unique, is_temporary = excluded.is_temporary,
            expires_at = excluded.expires_at, unique_id = excluded.unique_id, attributes = excluded.attributes, columns = excluded.columns,
            created_at = excluded.created_at, updated_at = excluded.updated_at,
            last_message_at = coalesce(max(last_message_at, excluded.last_message_at), last_message_at, excluded.last_message_at)
        """;

    public static ConversationRecord? Find(Session session, string app, string id) => session[SelectOne].FirstOrDefault(Read, app, id);

    public static ConversationRecord? FindUnique(Session session, string app, string uniqueId) => session[SelectUnique].FirstOrDefault(Read, app, uniqueId);

    /// <summary>The conversations that can match; the filter still has to be asked.</summary>
    public static IEnumerable<ConversationRecord> Candidates(Session session, string app, ConversationFilter filter, CancellationToken cancellationToken)
    {
        if (filter.RequiredIds is { } ids) return ids.Select(id => Find(session, app, id)).OfType<ConversationRecord>();
        return filter.RequiredMember is { } member
            ? Stream(() => session[SelectOfMember].Query(app, member), cancellationToken)
            : Stream(() => session[SelectAll].Query(app), cancellationToken);
    }

    public static void Save(Session session, ConversationRecord conversation)
    {
        var before = Members(session, conversation.ApplicationId, conversation.Id);
        session[Upsert].Execute(
            conversation.ApplicationId, conversation.Id, conversation.Name, conversation.CreatorId, JsonText.Of(conversation.Members), JsonText.Of(conversation.Muted),
            conversation.IsTransient, conversation.IsSystem, conversation.IsUnique, conversation.IsTemporary, conversation.ExpiresAt, conversation.UniqueId,
            conversation.Attributes?.GetRawText(), JsonText.Of(conversation.Columns), conversation.CreatedAt, conversation.UpdatedAt, conversation.LastMessageAt);
        var after = conversation.Members.ToHashSet(StringComparer.Ordinal);
        foreach (var gone in before.Except(after)) session["DELETE FROM member WHERE app = $0 AND client = $1 AND conversation = $2"].Execute(conversation.ApplicationId, gone, conversation.Id);
        foreach (var added in after.Except(before)) session["INSERT INTO member (app, client, conversation) VALUES ($0, $1, $2)"].Execute(conversation.ApplicationId, added, conversation.Id);
    }

    public static void Delete(Session session, string app, string id)
    {
        foreach (var member in Members(session, app, id)) session["DELETE FROM member WHERE app = $0 AND client = $1 AND conversation = $2"].Execute(app, member, id);
        session["DELETE FROM conversation WHERE app = $0 AND id = $1"].Execute(app, id);
    }

    static HashSet<string> Members(Session session, string app, string id) =>
        session["SELECT members FROM conversation WHERE app = $0 AND id = $1"].FirstOrDefault(row => JsonText.Texts(row.GetString(0)).ToHashSet(StringComparer.Ordinal), app, id) ?? [];

    static IEnumerable<ConversationRecord> Stream(Func<SqliteDataReader> query, CancellationToken cancellationToken)
    {
        using var rows = query();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Read(rows);
        }
    }

    static ConversationRecord Read(SqliteDataReader row) => new()
    {
        ApplicationId = row.GetString(0),
        Id = row.GetString(1),
        Name = row.TextOrNull(2),
        CreatorId = row.TextOrNull(3),
        Members = JsonText.Texts(row.GetString(4)),
        Muted = JsonText.Texts(row.GetString(5)),
        IsTransient = row.GetBoolean(6),
        IsSystem = row.GetBoolean(7),
        IsUnique = row.GetBoolean(8),
        IsTemporary = row.GetBoolean(9),
        ExpiresAt = row.LongOrNull(10),
        UniqueId = row.TextOrNull(11),
        Attributes = row.TextOrNull(12) is { } attributes ? JsonText.Element(attributes) : null,
        Columns = JsonText.Columns(row.GetString(13)),
        CreatedAt = row.GetInt64(14),
        UpdatedAt = row.GetInt64(15),
        LastMessageAt = Later(row.LongOrNull(16), row.LongOrNull(17)),
    };

    static long? Later(long? one, long? other) => one is null || other > one ? other : one;
}
