using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>A store that passes every call on to another: override what shall go wrong, be slow or be counted.</summary>
/// <param name="inner">The store that does the work.</param>
public abstract class ForwardingStore(IMessageStore inner) : IMessageStore
{
    /// <summary>The store that does the work.</summary>
    protected IMessageStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Inner.FindConversationAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId,
        CancellationToken cancellationToken = default) =>
        Inner.FindUniqueConversationAsync(applicationId, uniqueId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Inner.SaveConversationAsync(conversation, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Inner.DeleteConversationAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query,
        CancellationToken cancellationToken = default) =>
        Inner.QueryConversationsAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ConversationRecord>> ScanConversationsAsync(string applicationId, string? after, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.ScanConversationsAsync(applicationId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Inner.CountConversationsAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default) =>
        Inner.ImportAsync(messages, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadHistoryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadMessagesAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        Inner.FindMessageAsync(applicationId, conversationId, messageId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.UpdateMessageAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        Inner.DeleteMessageAsync(applicationId, conversationId, messageId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        Inner.FindLastMessageAsync(applicationId, conversationId, visibleTo, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip,
        int limit, CancellationToken cancellationToken = default) =>
        Inner.FindBroadcastsAsync(applicationId, conversationId, validAfter, skip, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.CountMessagesAsync(applicationId, conversationId, clientId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.FindCursorsAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Inner.FindConversationCursorsAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        Inner.SaveCursorsAsync(cursors, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        Inner.DeleteCursorsAsync(applicationId, conversationId, clientIds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Inner.AddPendingReceiptsAsync(receipts, keep, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.TakePendingReceiptsAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindPatchedMessagesAsync(string applicationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.FindPatchedMessagesAsync(applicationId, clientId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindStandingsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Inner.FindStandingsAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindClientStandingsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.FindClientStandingsAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveStandingsAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default) =>
        Inner.SaveStandingsAsync(standings, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveKickAsync(ClientKick kick, long forgetBefore, CancellationToken cancellationToken = default) =>
        Inner.SaveKickAsync(kick, forgetBefore, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindKicksAsync(applicationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddNotifiedClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Inner.AddNotifiedClientAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<string>> FindNotifiedClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindNotifiedClientsAsync(applicationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddNotificationAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        Inner.AddNotificationAsync(notification, bounds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long?> FindNewestNotificationAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindNewestNotificationAsync(applicationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<NotificationPage> FindNotificationsAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        Inner.FindNotificationsAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        Inner.GetSecretAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask CheckAsync(CancellationToken cancellationToken = default) => Inner.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
