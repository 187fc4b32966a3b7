using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about messages on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingMessageLog(IMessageLog inner) : IMessageLog
{
    /// <summary>The inner store.</summary>
    protected IMessageLog Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.AppendAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages,
        CancellationToken cancellationToken = default) =>
        Inner.ImportAsync(messages, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadHistoryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Inner.ReadAllAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        Inner.FindAsync(applicationId, conversationId, messageId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        Inner.FindLastAsync(applicationId, conversationId, visibleTo, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer,
        CancellationToken cancellationToken = default) => Inner.FindFromEndAsync(applicationId, conversationId, newer, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds,
        int skip, int limit, CancellationToken cancellationToken = default) =>
        Inner.FindBroadcastsAsync(applicationId, conversationId, validAfterMilliseconds, skip, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.FindPatchedAsync(applicationId, clientId, afterMilliseconds, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.CountAsync(applicationId, conversationId, clientId, afterMilliseconds, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after, int limit,
        CancellationToken cancellationToken = default) =>
        Inner.FindUnreadAsync(applicationId, conversationId, clientId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Inner.UpdateAsync(message, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        Inner.DeleteAsync(applicationId, conversationId, messageId, cancellationToken);
}
