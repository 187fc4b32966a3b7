using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Notifications in SQLite.</summary>
sealed class SqliteNotificationStore(ReaderPool readers, WriteQueue writes) : INotificationStore
{
    public ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => NotificationTable.Add(connection, notification, bounds), cancellationToken);

    public ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => NotificationTable.Find(connection, query), cancellationToken);

    public ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => NotificationTable.Newest(connection, applicationId), cancellationToken);

    public ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => NotificationTable.AddClient(connection, applicationId, clientId), cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(connection => NotificationTable.Clients(connection, applicationId), cancellationToken);
}
