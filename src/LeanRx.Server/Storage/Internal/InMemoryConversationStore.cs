namespace LeanRx.Server.Storage.Internal;

/// <summary>Conversations in memory.</summary>
sealed class InMemoryConversationStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IConversationStore
{
    public ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindConversation(conversationId), cancellationToken);

    public ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindUniqueConversation(uniqueId), cancellationToken);

    public ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id)
            .RunAsync(() => app(conversation.ApplicationId).SaveConversation(conversation), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        writes.To(applicationId, conversationId).RunAsync(() => app(applicationId).DeleteConversation(conversationId), cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => query.Page(app(query.ApplicationId).Candidates(query)), cancellationToken);

    public ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => query.Count(app(query.ApplicationId).Candidates(query)), cancellationToken);

    public ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
        long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindUnreadConversations(clientId, byDelivery, readSinceMilliseconds, aliveAtMilliseconds, limit),
            cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).ScanConversations(afterId, limit), cancellationToken);
}
