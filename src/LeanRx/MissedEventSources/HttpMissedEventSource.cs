using System.Net.Http;
using System.Reactive.Concurrency;
using LeanRx.Common.Internal;
using LeanRx.Http.Internal;
using LeanRx.MissedEventSources.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx;

// protocol.md §4.16
/// <summary>Fetches missed events over HTTP: <c>GET {api}/1.1/rtm/notifications?client_id=…&amp;start_ts=…</c>.</summary>
/// <remarks>
/// Errors: a <see cref="ServerRejectedException"/> with the server's code, or with the HTTP status if there is none; a <see cref="ConnectionLostException"/> if
/// the server was not reached or is unavailable; an <see cref="InvalidResponseException"/> for an invalid response.
/// </remarks>
public sealed class HttpMissedEventSource : IMissedEventSource
{
    /// <summary>The largest answer that is read. A page has some ten thousand bytes.</summary>
    const int MaxAnswerBytes = 4 * 1024 * 1024;

    readonly ClientNetwork _network;

    /// <summary>Creates a source.</summary>
    /// <param name="network">Proxy, trust and headers, usually the same as <see cref="LeanClientOptions.Network"/>. Default: null, those of a client without
    /// options. It has no time-out of its own; <see cref="LeanClientOptions.CommandTimeout"/> applies.</param>
    public HttpMissedEventSource(NetworkOptions? network = null) : this(new ClientNetwork(network, TaskPoolScheduler.Default, Timeout.InfiniteTimeSpan))
    {
    }

    internal HttpMissedEventSource(ClientNetwork network) => _network = network;

    /// <inheritdoc/>
    public async Task<MissedEventPage> FetchAsync(MissedEventRequest request, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(request, nameof(request));
        var query = $"1.1/rtm/notifications?client_id={Uri.EscapeDataString(request.ClientId)}&start_ts={request.After.ToUnixTimeMilliseconds()}";
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(request.ApiServer, query));
        HttpApi.Introduce(message, request.ApplicationId, request.ApplicationKey, request.SessionToken);
        return MissedEventText.Parse(await HttpApi.AskAsync(_network, message, MaxAnswerBytes, cancellationToken).ConfigureAwait(false));
    }
}
