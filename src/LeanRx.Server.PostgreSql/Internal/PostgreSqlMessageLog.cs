using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Messages in PostgreSQL.</summary>
sealed class PostgreSqlMessageLog(Readers readers, Writes writes) : IMessageLog
{
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.AppendAsync(message, cancellationToken);

    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        StoredMessage[] given = [.. messages];
        return writes.To(given, static message => (message.ApplicationId, message.ConversationId)).RunAsync<IReadOnlyList<ImportOutcome>>(
            batch =>
            {
                (MessageInsert Insert, int Number)[] places = [.. given.Select(message => batch.Add(message, isImport: true))];
                return () => [.. given.Select((message, index) => places[index].Insert.Imported(message, places[index].Number))];
            },
            find: null, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.ReadAsync(session, query, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.ReadAsync(session, query, cancellationToken), cancellationToken);

    public ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindAsync(session, applicationId, conversationId, messageId, cancellationToken), cancellationToken);

    public ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindLastAsync(session, applicationId, conversationId, visibleTo, cancellationToken), cancellationToken);

    public ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => MessageTable.FindFromEndAsync(session, applicationId, conversationId, newer, cancellationToken), cancellationToken);

    public async ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds,
        int skip, int limit, CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => MessageTable.FindBroadcastsAsync(session, applicationId, conversationId, validAfterMilliseconds, skip, limit, cancellationToken),
            cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => MessageTable.FindPatchedAsync(session, applicationId, clientId, afterMilliseconds, limit, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) => readers.RunAsync(
            session => MessageTable.CountAsync(session, applicationId, conversationId, clientId, afterMilliseconds, limit, cancellationToken),
                cancellationToken);

    public ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after, int limit,
        CancellationToken cancellationToken = default) => readers.RunAsync(
            session => UnreadSql.FindAsync(session, applicationId, conversationId, clientId, after, limit, cancellationToken), cancellationToken);

    public ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.To(message.ApplicationId, message.ConversationId).RunAsync(batch => MessageTable.Update(batch, message), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        writes.To(applicationId, conversationId)
            .RunAsync(batch => MessageTable.DeleteOne(batch, applicationId, conversationId, messageId), cancellationToken);
}
