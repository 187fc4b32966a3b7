namespace LeanRx.Server.Storage.Internal;

/// <summary>Notifications in memory.</summary>
sealed class InMemoryNotificationStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : INotificationStore
{
    public ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        writes.To(notification.ApplicationId, notification.ConversationId)
            .RunAsync(() => app(notification.ApplicationId).AddNotification(notification, bounds), cancellationToken);

    public ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(query.ApplicationId).FindNotifications(query), cancellationToken);

    public ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindNewestNotification(), cancellationToken);

    public ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(() => app(applicationId).AddNotifiedClient(clientId), cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).FindNotifiedClients(), cancellationToken);
}
