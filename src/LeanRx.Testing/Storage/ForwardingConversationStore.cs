using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about conversations on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingConversationStore(IConversationStore inner) : IConversationStore
{
    /// <summary>The inner store.</summary>
    protected IConversationStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Inner.FindAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        Inner.FindUniqueAsync(applicationId, uniqueId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Inner.SaveAsync(conversation, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Inner.DeleteAsync(applicationId, conversationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Inner.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Inner.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
        long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default) =>
        Inner.FindUnreadByMemberAsync(applicationId, clientId, byDelivery, readSinceMilliseconds, aliveAtMilliseconds, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.ScanAsync(applicationId, afterId, limit, cancellationToken);
}
