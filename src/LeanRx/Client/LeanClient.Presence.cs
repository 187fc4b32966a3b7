using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Presence.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    static readonly TimeSpan PresenceInterval = TimeSpan.FromSeconds(30);

    // S134
    /// <summary>Returns whether a client is online.</summary>
    /// <inheritdoc cref="GetOnlineAsync" path="/exception"/>
    public async Task<bool> IsOnlineAsync(string clientId, CancellationToken cancellationToken = default) =>
        (await PresenceQuery.AskAsync(_session, [Guard.ClientId(clientId, nameof(clientId))], cancellationToken).ConfigureAwait(false)).Count > 0;

    // S133
    /// <summary>Returns those of the given clients that are online, in the given order, without duplicates.</summary>
    /// <param name="clientIds">The client ids, any number; each request asks for 20.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An id is not 1 to 64 characters long.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<string>> GetOnlineAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        PresenceQuery.AskAsync(_session, Guard.ClientIds(clientIds, nameof(clientIds)), cancellationToken);

    /// <summary>Whether a client is online, polled every 30 seconds: the current state first, then every change.</summary>
    /// <inheritdoc cref="WatchPresence(IEnumerable{string}, TimeSpan)" path="/remarks"/>
    /// <exception cref="ArgumentException">The id is not 1 to 64 characters long.</exception>
    public IObservable<bool> WatchPresence(string clientId) => WatchPresence(clientId, PresenceInterval);

    /// <summary>Whether a client is online: the current state first, then every change.</summary>
    /// <inheritdoc cref="WatchPresence(IEnumerable{string}, TimeSpan)" path="/remarks"/>
    /// <param name="clientId">The client.</param>
    /// <param name="every">The poll interval.</param>
    /// <exception cref="ArgumentException">The id is not 1 to 64 characters long, or the interval is not positive.</exception>
    public IObservable<bool> WatchPresence(string clientId, TimeSpan every) =>
        WatchPresence([Guard.ClientId(clientId, nameof(clientId))], every).Select(static change => change.IsOnline);

    /// <summary>Which of the given clients are online: for each its current state first, then every change.</summary>
    /// <remarks>
    /// The server is polled while somebody is subscribed. All subscriptions of a client share one poll, at the shortest of their intervals. A poll that fails
    /// is reported as a <see cref="Fault"/>; the next one retries.
    /// </remarks>
    /// <param name="clientIds">The client ids, any number; each request asks for 20.</param>
    /// <param name="every">The poll interval. Servers may limit the rate of requests.</param>
    /// <exception cref="ArgumentException">An id is not 1 to 64 characters long, or the interval is not positive.</exception>
    public IObservable<PresenceChange> WatchPresence(IEnumerable<string> clientIds, TimeSpan every)
    {
        if (every <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(every), every, "every must be longer than zero.");
        return new PresenceStream(_core.Presence, Guard.ClientIds(clientIds, nameof(clientIds)), every);
    }
}
