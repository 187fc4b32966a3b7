using System.Net.Http;
using System.Reactive.Concurrency;
using LeanRx.Common.Internal;
using LeanRx.Http.Internal;
using LeanRx.Routing.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx;

// protocol.md §1.2; S11
/// <summary>Asks a router over HTTP: <c>GET {router}/v1/route?appId=…&amp;secure=1</c>. Any 2xx answer is a success.</summary>
/// <remarks>
/// Errors are a <see cref="ServerRejectedException"/> when the router says why, with a code; a <see cref="ConnectionLostException"/> when it was not reached or
/// refused otherwise; a <see cref="InvalidResponseException"/> when its answer is no route. The last two name the URL.
/// </remarks>
public sealed class HttpRouteResolver : IRouteResolver
{
    /// <summary>The largest answer that is read. A route has some hundred bytes.</summary>
    const int MaxAnswerBytes = 64 * 1024;

    readonly ClientNetwork _network;

    /// <summary>Makes a resolver.</summary>
    /// <param name="network">How it reaches out, mostly the same as <see cref="LeanClientOptions.Network"/>. Default: as a client does without options. There
    /// is no time-out: <see cref="LeanClientOptions.ConnectTimeout"/> bounds the question.</param>
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
