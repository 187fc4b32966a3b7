using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Conversations in SQLite.</summary>
sealed class SqliteConversationStore(ReaderPool readers, WriteQueue writes) : IConversationStore
{
    public ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => ConversationTable.Find(connection, applicationId, conversationId), cancellationToken);

    public ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => ConversationTable.FindUnique(connection, applicationId, uniqueId), cancellationToken);

    public ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => ConversationTable.Save(connection, conversation), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(
            connection =>
            {
                ConversationTable.Delete(connection, applicationId, conversationId);
                MessageTable.Delete(connection, applicationId, conversationId);
                CursorTable.Delete(connection, applicationId, conversationId);
                StandingTable.Delete(connection, applicationId, conversationId);
                NotificationTable.Delete(connection, applicationId, conversationId);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => query.Page(ConversationTable.Candidates(connection, query, cancellationToken), ConversationTable.AreInOrder(query)),
            cancellationToken);

    public ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => query.Count(ConversationTable.Candidates(connection, query, cancellationToken)), cancellationToken);

    public ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
        long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default) => readers.RunAsync(
            connection => ConversationTable.UnreadOfMember(connection, applicationId, clientId, byDelivery, readSinceMilliseconds, aliveAtMilliseconds, limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => ConversationTable.Scan(connection, applicationId, afterId, limit), cancellationToken);
}
