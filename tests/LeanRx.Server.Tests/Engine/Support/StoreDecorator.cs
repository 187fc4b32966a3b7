using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store in memory of which a test changes some calls.</summary>
abstract class StoreDecorator : IMessageStore
{
    protected InMemoryMessageStore Inner { get; } = new(new byte[] { 1, 2, 3 });

    public virtual ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(message, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default) =>
        Inner.ImportAsync(messages, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadHistoryAsync(query, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadMessagesAsync(query, cancellationToken);

    public virtual ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => Inner.FindConversationAsync(applicationId, conversationId, cancellationToken);

    public virtual ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId,
        CancellationToken cancellationToken = default) => Inner.FindUniqueConversationAsync(applicationId, uniqueId, cancellationToken);

    public virtual ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Inner.SaveConversationAsync(conversation, cancellationToken);

    public virtual ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Inner.DeleteConversationAsync(applicationId, conversationId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query,
        CancellationToken cancellationToken = default) => Inner.QueryConversationsAsync(query, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ConversationRecord>> ScanConversationsAsync(string applicationId, string? after, int limit,
        CancellationToken cancellationToken = default) => Inner.ScanConversationsAsync(applicationId, after, limit, cancellationToken);

    public virtual ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Inner.CountConversationsAsync(query, cancellationToken);

    public virtual ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) => Inner.FindMessageAsync(applicationId, conversationId, messageId, cancellationToken);

    public virtual ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.UpdateMessageAsync(message, cancellationToken);

    public virtual ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) => Inner.DeleteMessageAsync(applicationId, conversationId, messageId, cancellationToken);

    public virtual ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) => Inner.FindLastMessageAsync(applicationId, conversationId, visibleTo, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip,
        int limit, CancellationToken cancellationToken = default) =>
        Inner.FindBroadcastsAsync(applicationId, conversationId, validAfter, skip, limit, cancellationToken);

    public virtual ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) => Inner.CountMessagesAsync(applicationId, conversationId, clientId, after, limit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => Inner.FindCursorsAsync(applicationId, clientId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => Inner.FindConversationCursorsAsync(applicationId, conversationId, cancellationToken);

    public virtual ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        Inner.SaveCursorsAsync(cursors, cancellationToken);

    public virtual ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) => Inner.DeleteCursorsAsync(applicationId, conversationId, clientIds, cancellationToken);

    public virtual ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Inner.AddPendingReceiptsAsync(receipts, keep, cancellationToken);

    public virtual ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => Inner.TakePendingReceiptsAsync(applicationId, clientId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindPatchedMessagesAsync(string applicationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) => Inner.FindPatchedMessagesAsync(applicationId, clientId, after, limit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindStandingsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => Inner.FindStandingsAsync(applicationId, conversationId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindClientStandingsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => Inner.FindClientStandingsAsync(applicationId, clientId, cancellationToken);

    public virtual ValueTask SaveStandingsAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default) =>
        Inner.SaveStandingsAsync(standings, cancellationToken);

    public virtual ValueTask SaveKickAsync(ClientKick kick, long forgetBefore, CancellationToken cancellationToken = default) =>
        Inner.SaveKickAsync(kick, forgetBefore, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindKicksAsync(applicationId, cancellationToken);

    public virtual ValueTask AddNotifiedClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Inner.AddNotifiedClientAsync(applicationId, clientId, cancellationToken);

    public virtual ValueTask<long?> FindNewestNotificationAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindNewestNotificationAsync(applicationId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<string>> FindNotifiedClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindNotifiedClientsAsync(applicationId, cancellationToken);

    public virtual ValueTask AddNotificationAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        Inner.AddNotificationAsync(notification, bounds, cancellationToken);

    public virtual ValueTask<NotificationPage> FindNotificationsAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        Inner.FindNotificationsAsync(query, cancellationToken);

    public virtual ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => Inner.GetSecretAsync(cancellationToken);

    public virtual ValueTask CheckAsync(CancellationToken cancellationToken = default) => Inner.CheckAsync(cancellationToken);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
