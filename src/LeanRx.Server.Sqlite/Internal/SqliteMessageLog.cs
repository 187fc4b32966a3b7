using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Messages in SQLite.</summary>
sealed class SqliteMessageLog(ReaderPool readers, WriteQueue writes) : IMessageLog
{
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => MessageTable.Append(session, message), cancellationToken);

    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        StoredMessage[] given = [.. messages];
        return writes.RunAsync(session => MessageTable.Import(session, given), cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.Read(session, query), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.Read(session, query), cancellationToken);

    public ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.Find(session, applicationId, conversationId, messageId), cancellationToken);

    public ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindLast(session, applicationId, conversationId, visibleTo), cancellationToken);

    public ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindFromEnd(session, applicationId, conversationId, newer), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds,
        int skip, int limit, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindBroadcasts(session, applicationId, conversationId, validAfterMilliseconds, skip, limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindPatched(session, applicationId, clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.Count(session, applicationId, conversationId, clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => MessageTable.Update(session, message), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => MessageTable.DeleteOne(session, applicationId, conversationId, messageId), cancellationToken);
}
