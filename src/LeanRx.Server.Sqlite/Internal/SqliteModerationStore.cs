using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Roles, silence, blocks and kicks in SQLite.</summary>
sealed class SqliteModerationStore(ReaderPool readers, WriteQueue writes) : IModerationStore
{
    public ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => StandingTable.OfConversation(connection, applicationId, conversationId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => StandingTable.OfClient(connection, applicationId, clientId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default)
    {
        MemberStanding[] given = [.. standings];
        return writes.RunAsync(connection => StandingTable.Save(connection, given), cancellationToken);
    }

    public ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => KickTable.Save(connection, kick, forgetBeforeMilliseconds), cancellationToken);

    public ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => KickTable.Find(connection, applicationId), cancellationToken);
}
