using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Notifications in SQLite.</summary>
sealed class SqliteNotificationStore(ReaderPool readers, WriteQueue writes) : INotificationStore
{
    public ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => NotificationTable.Add(session, notification, bounds), cancellationToken);

    public ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => NotificationTable.Find(session, query), cancellationToken);

    public ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => NotificationTable.Newest(session, applicationId), cancellationToken);

    public ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(session => NotificationTable.AddClient(session, applicationId, clientId), cancellationToken);

    public ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        readers.RunAsync(session => NotificationTable.Clients(session, applicationId), cancellationToken);
}
