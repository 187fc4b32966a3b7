using System.Reactive.Linq;
using LeanRx.Common.Internal;
using LeanRx.Presence.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S133
    /// <summary>Those of the given clients that are online, in the order given, each once. Any number: they are asked for in frames of 20.</summary>
    /// <exception cref="ArgumentException">An id has not 1 to 64 characters.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<string>> PingAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        PresenceQuery.AskAsync(_session, Guard.ClientIds(clientIds, nameof(clientIds)), cancellationToken);

    // S134
    /// <summary>Whether the client is online.</summary>
    /// <inheritdoc cref="PingAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public async Task<bool> PingAsync(string clientId, CancellationToken cancellationToken = default) =>
        (await PresenceQuery.AskAsync(_session, [Guard.ClientId(clientId, nameof(clientId))], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>Whether the client is online.</summary>
    /// <inheritdoc cref="PingAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public Task<bool> IsOnlineAsync(string clientId, CancellationToken cancellationToken = default) => PingAsync(clientId, cancellationToken);

    /// <summary>Those of the given clients that are online, in the order given, each once.</summary>
    /// <param name="clientIds">Any number; each frame asks for 20.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <inheritdoc cref="PingAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public Task<IReadOnlyList<string>> GetOnlineAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        PingAsync(clientIds, cancellationToken);

    /// <summary>Whether one client is online: its current state first, then every change.</summary>
    /// <remarks>One poll serves all that this client watches, at the shortest of their intervals; see the other overload.</remarks>
    /// <param name="clientId">The client.</param>
    /// <param name="every">How often to ask. Default: every 30 seconds.</param>
    /// <exception cref="ArgumentException">The id has not 1 to 64 characters, or the interval is not longer than zero.</exception>
    public IObservable<bool> WatchPresence(string clientId, TimeSpan? every = null) =>
        WatchPresence([Guard.ClientId(clientId, nameof(clientId))], every ?? TimeSpan.FromSeconds(30)).Select(static change => change.IsOnline);

    /// <summary>
    /// Who of the given clients is online: for each its current state first, then every change. The server is asked at intervals while somebody is subscribed,
    /// and only then; all subscribers of this client share one poll, at the shortest of their intervals. A poll that fails is a <see cref="Fault"/>, and the
    /// next one tries again.
    /// </summary>
    /// <param name="clientIds">Any number; each frame asks for 20.</param>
    /// <param name="every">How often to ask. Short intervals and many ids cost frames: servers may limit both.</param>
    /// <exception cref="ArgumentException">An id has not 1 to 64 characters, or the interval is not longer than zero.</exception>
    public IObservable<PresenceChange> WatchPresence(IEnumerable<string> clientIds, TimeSpan every)
    {
        if (every <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(every), every, "every must be longer than zero.");
        return new PresenceStream(_core.Presence, Guard.ClientIds(clientIds, nameof(clientIds)), every);
    }
}
