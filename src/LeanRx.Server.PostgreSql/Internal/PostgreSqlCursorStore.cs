using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Cursors in PostgreSQL.</summary>
sealed class PostgreSqlCursorStore(Readers readers, Writes writes) : ICursorStore
{
    public async ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        await readers.RunAsync(session => CursorTable.OfClientAsync(session, applicationId, clientId, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        await readers.RunAsync(session => CursorTable.OfGuestAsync(session, applicationId, clientId, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => CursorTable.OfConversationAsync(session, applicationId, conversationId, cancellationToken), cancellationToken).ConfigureAwait(false);

    public ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
    {
        MemberCursor[] given = [.. cursors];
        return writes.To(given, static cursor => (cursor.ApplicationId, cursor.ConversationId))
            .RunAsync(batch => CursorTable.Save(batch, given), cancellationToken);
    }

    public ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.To(applicationId, conversationId)
            .RunAsync(batch => CursorTable.Delete(batch, applicationId, conversationId, given), cancellationToken);
    }
}
