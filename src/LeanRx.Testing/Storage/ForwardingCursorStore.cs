using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about cursors on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingCursorStore(ICursorStore inner) : ICursorStore
{
    /// <summary>The inner store.</summary>
    protected ICursorStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindByClientAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.FindByClientAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindByGuestAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.FindByGuestAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberCursor>> FindByConversationAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Inner.FindByConversationAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        Inner.SaveAsync(cursors, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        Inner.DeleteAsync(applicationId, conversationId, clientIds, cancellationToken);
}
