using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Roles, silence, blocks and kicks in SQLite.</summary>
sealed class SqliteModerationStore(ReaderPool readers, WriteQueue writes) : IModerationStore
{
    public ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => StandingTable.OfConversation(session, applicationId, conversationId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => StandingTable.OfClient(session, applicationId, clientId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default)
    {
        MemberStanding[] given = [.. standings];
        return writes.RunAsync(session => StandingTable.Save(session, given), cancellationToken);
    }

    public ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => KickTable.Save(session, kick, forgetBeforeMilliseconds), cancellationToken);

    public ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => KickTable.Find(session, applicationId), cancellationToken);
}
