using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about memberships on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingMembershipStore(IMembershipStore inner) : IMembershipStore
{
    /// <summary>The inner store.</summary>
    protected IMembershipStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        Inner.AddAsync(conversation, clientIds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        Inner.RemoveAsync(conversation, clientIds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Inner.ReplaceAsync(conversation, cancellationToken);
}
