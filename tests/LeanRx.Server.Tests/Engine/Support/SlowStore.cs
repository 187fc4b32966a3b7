namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose appends take effect at once and complete when the test says so, all together, as a group commit does.</summary>
sealed class SlowStore : IMessageStore
{
    readonly InMemoryMessageStore _inner = new(new byte[] { 1, 2, 3 });
    readonly Queue<(TaskCompletionSource<AppendResult> Source, AppendResult Result)> _appends = new();

    /// <summary>True to hold appends back.</summary>
    public bool IsSlow { get; set; }

    /// <summary>True to fail every call about messages.</summary>
    public bool FailAll { get; set; }

    public int PendingAppends => _appends.Count;

    /// <summary>Completes the oldest appends, all of them unless told otherwise.</summary>
    public void Commit(int count = int.MaxValue)
    {
        while (count-- > 0 && _appends.TryDequeue(out var append))
            append.Source.SetResult(append.Result);
    }

    public async ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
    {
        Check();
        var result = await _inner.AppendAsync(message, cancellationToken);
        if (!IsSlow)
            return result;
        var source = new TaskCompletionSource<AppendResult>();
        _appends.Enqueue((source, result));
        return await source.Task;
    }

    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default)
    {
        Check();
        return _inner.ReadHistoryAsync(query, cancellationToken);
    }

    public ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) => _inner.FindConversationAsync(applicationId, conversationId, cancellationToken);

    public ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) => _inner.FindUniqueConversationAsync(applicationId, uniqueId, cancellationToken);

    public ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) => _inner.SaveConversationAsync(conversation, cancellationToken);

    public ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) => _inner.DeleteConversationAsync(applicationId, conversationId, cancellationToken);

    public ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationQuery query, CancellationToken cancellationToken = default) => _inner.QueryConversationsAsync(query, cancellationToken);

    public ValueTask<int> CountConversationsAsync(ConversationQuery query, CancellationToken cancellationToken = default) => _inner.CountConversationsAsync(query, cancellationToken);

    public ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) => _inner.FindMessageAsync(applicationId, conversationId, messageId, cancellationToken);

    public ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) => _inner.UpdateMessageAsync(message, cancellationToken);

    public ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) => _inner.FindLastMessageAsync(applicationId, conversationId, cancellationToken);

    public ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit, CancellationToken cancellationToken = default) => _inner.CountMessagesAsync(applicationId, conversationId, clientId, after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) => _inner.FindCursorsAsync(applicationId, clientId, cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) => _inner.FindConversationCursorsAsync(applicationId, conversationId, cancellationToken);

    public ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) => _inner.SaveCursorsAsync(cursors, cancellationToken);

    public ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) => _inner.DeleteCursorsAsync(applicationId, conversationId, clientIds, cancellationToken);

    public ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, CancellationToken cancellationToken = default) => _inner.AddPendingReceiptsAsync(receipts, cancellationToken);

    public ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) => _inner.TakePendingReceiptsAsync(applicationId, clientId, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => _inner.GetSecretAsync(cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    void Check()
    {
        if (FailAll)
            throw new IOException("The disk is full.");
    }
}
