namespace LeanRx;

// protocol.md §4.16
/// <summary>Source of the events that a client missed while it was disconnected: changes of members, names, attributes, roles, silences and blocks.</summary>
/// <remarks>
/// The client asks after each login except the first, provided that the server reports its time and issued a session token.
/// </remarks>
public interface IMissedEventSource
{
    /// <summary>Fetches one page, oldest event first.</summary>
    /// <remarks>
    /// An error is reported as a <see cref="Fault"/> of kind <see cref="FaultKind.MissedEvents"/>. Unless it is a <see cref="ServerRejectedException"/>, the
    /// client retries according to its reconnect policy. If the session token is rejected (4112 or 401), it retries once with a new token.
    /// </remarks>
    /// <param name="request">The client and the time from which to fetch.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed: the connection was lost, the client was closed, or
    /// <see cref="LeanClientOptions.CommandTimeout"/> elapsed.</param>
    Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken = default);
}
