using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Cursors in SQLite.</summary>
sealed class SqliteCursorStore(ReaderPool readers, WriteQueue writes) : ICursorStore
{
    public ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => CursorTable.OfClient(connection, applicationId, clientId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => CursorTable.OfGuest(connection, applicationId, clientId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => CursorTable.OfConversation(connection, applicationId, conversationId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
    {
        MemberCursor[] given = [.. cursors];
        return writes.RunAsync(connection => CursorTable.Save(connection, given), cancellationToken);
    }

    public ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(connection => CursorTable.Delete(connection, applicationId, conversationId, given), cancellationToken);
    }
}
