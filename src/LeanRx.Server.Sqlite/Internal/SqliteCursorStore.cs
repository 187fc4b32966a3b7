using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Cursors in SQLite.</summary>
sealed class SqliteCursorStore(ReaderPool readers, WriteQueue writes) : ICursorStore
{
    public ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => CursorTable.OfClient(session, applicationId, clientId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => CursorTable.OfConversation(session, applicationId, conversationId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
    {
        MemberCursor[] given = [.. cursors];
        return writes.RunAsync(session => CursorTable.Save(session, given), cancellationToken);
    }

    public ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return writes.RunAsync(session => CursorTable.Delete(session, applicationId, conversationId, given), cancellationToken);
    }
}
