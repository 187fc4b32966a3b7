namespace LeanRx.Server.Storage.Internal;

/// <summary>Roles, silence, blocks and kicks in memory.</summary>
sealed class InMemoryModerationStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IModerationStore
{
    public ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindStandings(conversationId), cancellationToken);

    public ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindClientStandings(clientId), cancellationToken);

    public ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default) =>
        writes.To(standings, static standing => (standing.ApplicationId, standing.ConversationId)).RunAsync(
            () =>
            {
                foreach (var standing in standings) app(standing.ApplicationId).SaveStanding(standing);
            },
            cancellationToken);

    public ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(() => app(kick.ApplicationId).SaveKick(kick, forgetBeforeMilliseconds), cancellationToken);

    public ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindKicks(), cancellationToken);
}
