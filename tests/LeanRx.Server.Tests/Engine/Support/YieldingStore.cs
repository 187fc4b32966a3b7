using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose every call takes effect at once and completes on another thread, in any order.</summary>
sealed class YieldingStore : StoreDecorator
{
    public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Later(base.AppendAsync(message, cancellationToken));

    public override ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Later(base.ReadHistoryAsync(query, cancellationToken));

    public override ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Later(base.ReadMessagesAsync(query, cancellationToken));

    public override ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => Later(base.FindConversationAsync(applicationId, conversationId, cancellationToken));

    public override ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId,
        CancellationToken cancellationToken = default) => Later(base.FindUniqueConversationAsync(applicationId, uniqueId, cancellationToken));

    public override ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Later(base.SaveConversationAsync(conversation, cancellationToken));

    public override ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Later(base.DeleteConversationAsync(applicationId, conversationId, cancellationToken));

    public override ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query,
        CancellationToken cancellationToken = default) => Later(base.QueryConversationsAsync(query, cancellationToken));

    public override ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Later(base.CountConversationsAsync(query, cancellationToken));

    public override ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) => Later(base.FindMessageAsync(applicationId, conversationId, messageId, cancellationToken));

    public override ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Later(base.UpdateMessageAsync(message, cancellationToken));

    public override ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) => Later(base.DeleteMessageAsync(applicationId, conversationId, messageId, cancellationToken));

    public override ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) => Later(base.FindLastMessageAsync(applicationId, conversationId, visibleTo, cancellationToken));

    public override ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip,
        int limit, CancellationToken cancellationToken = default) =>
        Later(base.FindBroadcastsAsync(applicationId, conversationId, validAfter, skip, limit, cancellationToken));

    public override ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        Later(base.CountMessagesAsync(applicationId, conversationId, clientId, after, limit, cancellationToken));

    public override ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => Later(base.FindCursorsAsync(applicationId, clientId, cancellationToken));

    public override ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => Later(base.FindConversationCursorsAsync(applicationId, conversationId, cancellationToken));

    public override ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        Later(base.SaveCursorsAsync(cursors, cancellationToken));

    public override ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) => Later(base.DeleteCursorsAsync(applicationId, conversationId, clientIds, cancellationToken));

    public override ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Later(base.AddPendingReceiptsAsync(receipts, keep, cancellationToken));

    public override ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => Later(base.TakePendingReceiptsAsync(applicationId, clientId, cancellationToken));

    public override ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        Later(base.GetSecretAsync(cancellationToken));

    static async ValueTask<T> Later<T>(ValueTask<T> done)
    {
        await Task.Yield();
        return await done;
    }

    static async ValueTask Later(ValueTask done)
    {
        await Task.Yield();
        await done;
    }
}
