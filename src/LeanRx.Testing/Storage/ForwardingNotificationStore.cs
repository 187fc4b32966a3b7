using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about notifications on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingNotificationStore(INotificationStore inner) : INotificationStore
{
    /// <summary>The inner store.</summary>
    protected INotificationStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        Inner.AddAsync(notification, bounds, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        Inner.FindAsync(query, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindNewestAsync(applicationId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Inner.AddClientAsync(applicationId, clientId, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Inner.FindClientsAsync(applicationId, cancellationToken);
}
