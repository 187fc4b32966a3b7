namespace LeanRx;

// protocol.md §4.16
/// <summary>
/// Where a client fetches what it was not told while it was away: who came and went, names, attributes, roles, silence and blocks. It asks
/// after every login but the first, where the server tells its time and gave a session token.
/// </summary>
public interface INotificationSource
{
    /// <summary>
    /// Fetches one page, the oldest first. An error is a <see cref="Fault"/> of kind <see cref="FaultKind.Notifications"/>; unless it is a
    /// <see cref="ServerRejectedException"/>, the client asks again as its reconnect policy says. Where the session token is refused (4112 or 401), it asks
    /// once more with a new one.
    /// </summary>
    /// <param name="request">Whose, and from when on.</param>
    /// <param name="cancellationToken">Cancelled when the answer is not wanted any more: the connection was lost, the client closed, or
    /// <see cref="LeanClientOptions.CommandTimeout"/> is over.</param>
    Task<MissedNotifications> FetchAsync(NotificationRequest request, CancellationToken cancellationToken = default);
}
