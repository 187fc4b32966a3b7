namespace LeanRx.Server.Storage.Internal;

/// <summary>Messages in memory.</summary>
sealed class InMemoryMessageLog(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IMessageLog
{
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.To(message.ApplicationId, message.ConversationId).RunAsync(() => app(message.ApplicationId).Append(message), cancellationToken);

    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default) =>
        writes.To(messages, static message => (message.ApplicationId, message.ConversationId))
            .RunAsync<IReadOnlyList<ImportOutcome>>(() => [.. messages.Select(message => app(message.ApplicationId).Import(message))], cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(query.ApplicationId).ReadHistory(query), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(query.ApplicationId).ReadMessages(query), cancellationToken);

    public ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindMessage(conversationId, messageId), cancellationToken);

    public ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindLastMessage(conversationId, visibleTo), cancellationToken);

    public ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindMessageFromEnd(conversationId, newer), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds,
        int skip, int limit, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindBroadcasts(conversationId, validAfterMilliseconds, skip, limit), cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindPatchedMessages(clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).CountMessages(conversationId, clientId, afterMilliseconds, limit), cancellationToken);

    public ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindUnread(conversationId, clientId, after, limit), cancellationToken);

    public ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        writes.To(message.ApplicationId, message.ConversationId).RunAsync(() => app(message.ApplicationId).UpdateMessage(message), cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        writes.To(applicationId, conversationId).RunAsync(() => app(applicationId).DeleteMessage(conversationId, messageId), cancellationToken);
}
