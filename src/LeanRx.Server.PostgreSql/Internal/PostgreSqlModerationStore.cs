using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Roles, silence, blocks and kicks in PostgreSQL.</summary>
sealed class PostgreSqlModerationStore(Readers readers, Writes writes) : IModerationStore
{
    public async ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => StandingTable.OfConversationAsync(session, applicationId, conversationId, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) => await readers.RunAsync(
            session => StandingTable.OfClientAsync(session, applicationId, clientId, cancellationToken), cancellationToken).ConfigureAwait(false);

    public ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default)
    {
        MemberStanding[] given = [.. standings];
        return writes.To(given, static standing => (standing.ApplicationId, standing.ConversationId))
            .RunAsync(batch => StandingTable.Save(batch, given), cancellationToken);
    }

    public ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(batch => KickTable.Save(batch, kick, forgetBeforeMilliseconds), cancellationToken);

    public async ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        await readers.RunAsync(session => KickTable.FindAsync(session, applicationId, cancellationToken), cancellationToken).ConfigureAwait(false);
}
