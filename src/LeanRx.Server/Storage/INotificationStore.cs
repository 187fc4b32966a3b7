namespace LeanRx.Server.Storage;

/// <summary>Stores pushes that clients fetch after a reconnect.</summary>
public interface INotificationStore
{
    /// <summary>Stores a notification once, however many clients it is for.</summary>
    /// <param name="bounds">How much is kept; beyond that the oldest are deleted.</param>
    ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default);

    /// <summary>Returns the notifications of a client, oldest first.</summary>
    ValueTask<NotificationPage> FindAsync(NotificationQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns the time of the newest notification of an application in milliseconds since 1970-01-01 UTC, or null if there is none.</summary>
    ValueTask<long?> FindNewestAsync(string applicationId, CancellationToken cancellationToken = default);

    /// <summary>Notes that notifications are kept for a client from now on.</summary>
    ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>Returns the clients of an application for which notifications are kept.</summary>
    ValueTask<IReadOnlyList<string>> FindClientsAsync(string applicationId, CancellationToken cancellationToken = default);
}
