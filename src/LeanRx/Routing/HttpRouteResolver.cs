using System.Net.Http;
using System.Reactive.Concurrency;
using LeanRx.Common.Internal;
using LeanRx.Http.Internal;
using LeanRx.Routing.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx;

// protocol.md §1.2; S11
/// <summary>Asks a router over HTTP: <c>GET {router}/v1/route?appId=…&amp;secure=1</c>.</summary>
/// <remarks>
/// Every 2xx status is a success. Errors: a <see cref="ServerRejectedException"/> if the router returns an error code; a <see cref="ConnectionLostException"/>
/// if it was not reached or refuses otherwise; an <see cref="InvalidResponseException"/> for an invalid response. The last two name the URL.
/// </remarks>
public sealed class HttpRouteResolver : IRouteResolver
{
    /// <summary>The largest answer that is read. A route has some hundred bytes.</summary>
    const int MaxAnswerBytes = 64 * 1024;

    readonly ClientNetwork _network;

    /// <summary>Creates a resolver.</summary>
    /// <param name="network">Proxy, trust and headers, usually the same as <see cref="LeanClientOptions.Network"/>. Default: null, those of a client without
    /// options. It has no time-out of its own; <see cref="LeanClientOptions.ConnectTimeout"/> applies.</param>
    public HttpRouteResolver(NetworkOptions? network = null) : this(new ClientNetwork(network, TaskPoolScheduler.Default, Timeout.InfiniteTimeSpan))
    {
    }

    internal HttpRouteResolver(ClientNetwork network) => _network = network;

    /// <inheritdoc/>
    public Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken = default) =>
        AskAsync(AddressOf(Guard.NotNull(router, nameof(router)), applicationId, secure), cancellationToken);

    static Uri AddressOf(Uri router, string applicationId, bool secure)
    {
        var path = router.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri($"{path}/v1/route?appId={Uri.EscapeDataString(applicationId)}{(secure ? "&secure=1" : "")}");
    }

    async Task<ServerRoute> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await HttpAnswer.OfAsync(_network, request, $"The router {address}", MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? RouteText.Parse(answer.Body, address) : throw ErrorText.Refusal(answer.Body) ?? (LeanRxException)Refused(address, answer);
    }

    static ConnectionLostException Refused(Uri address, HttpAnswer answer) => new(answer.Status == 404
        ? $"The router {address} answered 404: it does not know the application, or it is no router."
        : $"The router {address} answered {answer.Status} {answer.Name}.");
}
