using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about roles, silence, blocks and kicks on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingModerationStore(IModerationStore inner) : IModerationStore
{
    /// <summary>The inner store.</summary>
    protected IModerationStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Inner.FindByConversationAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberStanding>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.FindByClientAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default) =>
        Inner.SaveAsync(standings, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveKickAsync(ClientKick kick, long forgetBeforeMilliseconds, CancellationToken cancellationToken = default) =>
        Inner.SaveKickAsync(kick, forgetBeforeMilliseconds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindKicksAsync(applicationId, cancellationToken);
}
