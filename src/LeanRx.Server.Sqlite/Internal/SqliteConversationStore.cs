using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Conversations in SQLite.</summary>
sealed class SqliteConversationStore(ReaderPool readers, WriteQueue writes) : IConversationStore
{
    public ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ConversationTable.Find(session, applicationId, conversationId), cancellationToken);

    public ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ConversationTable.FindUnique(session, applicationId, uniqueId), cancellationToken);

    public ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => ConversationTable.Save(session, conversation), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(
            session =>
            {
                ConversationTable.Delete(session, applicationId, conversationId);
                MessageTable.Delete(session, applicationId, conversationId);
                CursorTable.Delete(session, applicationId, conversationId);
                StandingTable.Delete(session, applicationId, conversationId);
                NotificationTable.Delete(session, applicationId, conversationId);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => query.Page(ConversationTable.Candidates(session, query, cancellationToken)), cancellationToken);

    public ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => query.Count(ConversationTable.Candidates(session, query, cancellationToken)), cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ConversationTable.Scan(session, applicationId, afterId, limit), cancellationToken);
}
