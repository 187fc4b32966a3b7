using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Messages in SQLite.</summary>
sealed class SqliteMessageLog(ReaderPool readers, WriteQueue writes) : IMessageLog
{
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => MessageTable.Append(connection, message), cancellationToken);

    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        StoredMessage[] given = [.. messages];
        return writes.RunAsync(connection => MessageTable.Import(connection, given), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.Read(connection, query), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.Read(connection, query), cancellationToken);

    public ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.Find(connection, applicationId, conversationId, messageId), cancellationToken);

    public ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.FindLast(connection, applicationId, conversationId, visibleTo), cancellationToken);

    public ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.FindFromEnd(connection, applicationId, conversationId, newer), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds,
        int skip, int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.FindBroadcasts(connection, applicationId, conversationId, validAfterMilliseconds, skip, limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.FindPatched(connection, applicationId, clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => MessageTable.Count(connection, applicationId, conversationId, clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => UnreadSql.Find(connection, applicationId, conversationId, clientId, after, limit), cancellationToken);

    public ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => MessageTable.Update(connection, message), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => MessageTable.DeleteOne(connection, applicationId, conversationId, messageId), cancellationToken);
}
