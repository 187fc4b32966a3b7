using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Conversations in PostgreSQL.</summary>
sealed class PostgreSqlConversationStore(Readers readers, Writes writes) : IConversationStore
{
    public ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ConversationTable.FindAsync(session, applicationId, conversationId, cancellationToken), cancellationToken);

    public ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => ConversationTable.FindUniqueAsync(session, applicationId, uniqueId, cancellationToken), cancellationToken);

    public ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id).RunAsync(batch => ConversationTable.Save(batch, conversation), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        writes.To(applicationId, conversationId).RunAsync(
            batch =>
            {
                ConversationTable.Delete(batch, applicationId, conversationId);
                MessageTable.Delete(batch, applicationId, conversationId);
                CursorTable.Delete(batch, applicationId, conversationId);
                StandingTable.Delete(batch, applicationId, conversationId);
                NotificationTable.Delete(batch, applicationId, conversationId);
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => query.PageAsync(ConversationTable.CandidatesAsync(session, query, cancellationToken),
            ConversationOrder.IsOf(query), cancellationToken), cancellationToken);

    public ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => query.CountAsync(ConversationTable.CandidatesAsync(session, query, cancellationToken), cancellationToken),
            cancellationToken);

    public async ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
        long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => ConversationTable.UnreadOfMemberAsync(session, applicationId, clientId, byDelivery, readSinceMilliseconds, aliveAtMilliseconds, limit,
                cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit,
        CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => ConversationTable.ScanAsync(session, applicationId, afterId, limit, cancellationToken), cancellationToken).ConfigureAwait(false);
}
