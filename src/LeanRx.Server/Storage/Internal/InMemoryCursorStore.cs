namespace LeanRx.Server.Storage.Internal;

/// <summary>Cursors in memory.</summary>
sealed class InMemoryCursorStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : ICursorStore
{
    public ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindCursors(clientId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindGuestCursors(clientId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindConversationCursors(conversationId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        writes.To(cursors, static cursor => (cursor.ApplicationId, cursor.ConversationId))
            .RunAsync(() => { foreach (var cursor in cursors) app(cursor.ApplicationId).SaveCursor(cursor); }, cancellationToken);

    public ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        writes.To(applicationId, conversationId).RunAsync(() => app(applicationId).DeleteCursors(conversationId, clientIds), cancellationToken);
}
