using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call on to another store.</summary>
/// <remarks>
/// Override the roles that should fail, be slow or be counted. Each role has a class of its own to derive from, such as <see cref="ForwardingMessageLog"/>.
/// </remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingStore(IMessageStore inner) : IMessageStore
{
    /// <summary>The inner store.</summary>
    protected IMessageStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual IConversationStore Conversations => Inner.Conversations;

    /// <inheritdoc/>
    public virtual IMembershipStore Members => Inner.Members;

    /// <inheritdoc/>
    public virtual IMessageLog Messages => Inner.Messages;

    /// <inheritdoc/>
    public virtual ICursorStore Cursors => Inner.Cursors;

    /// <inheritdoc/>
    public virtual IReceiptStore Receipts => Inner.Receipts;

    /// <inheritdoc/>
    public virtual IModerationStore Moderation => Inner.Moderation;

    /// <inheritdoc/>
    public virtual INotificationStore Notifications => Inner.Notifications;

    /// <inheritdoc/>
    public virtual IDeviceStore Devices => Inner.Devices;

    /// <inheritdoc/>
    public virtual ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => Inner.GetSecretAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask CheckAsync(CancellationToken cancellationToken = default) => Inner.CheckAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }
}
