using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Notifications in PostgreSQL.</summary>
sealed class PostgreSqlNotificationStore(Readers readers, Writes writes) : INotificationStore
{
    public ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        writes.To(notification.ApplicationId, notification.ConversationId)
            .RunAsync(batch => NotificationTable.Add(batch, notification, bounds), cancellationToken);

    public ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => NotificationTable.FindAsync(session, query, cancellationToken), cancellationToken);

    public ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => NotificationTable.NewestAsync(session, applicationId, cancellationToken), cancellationToken);

    public ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(batch => NotificationTable.AddClient(batch, applicationId, clientId), cancellationToken);

    public async ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        await readers.RunAsync(session => NotificationTable.ClientsAsync(session, applicationId, cancellationToken), cancellationToken).ConfigureAwait(false);
}
