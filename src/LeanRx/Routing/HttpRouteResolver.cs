using System.Net;
using System.Net.Http;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Internal;

namespace LeanRx;

// protocol.md §1.2; S11
/// <summary>Asks a router over HTTP: <c>GET {router}/v1/route?appId=…&amp;secure=1</c>. Any 2xx answer is a success.</summary>
/// <remarks>
/// Errors are a <see cref="ServerRejectedException"/> when the router says why, with a code; a <see cref="ConnectionLostException"/> when it was not reached or
/// refused otherwise; a <see cref="ProtocolViolationException"/> when its answer is no route. The last two name the URL.
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
    public IObservable<Route> Resolve(Uri router, string applicationId, bool secure)
    {
        var address = AddressOf(router, applicationId, secure);
        return Observable.FromAsync(cancellationToken => AskAsync(address, cancellationToken));
    }

    static Uri AddressOf(Uri router, string applicationId, bool secure)
    {
        var path = router.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri($"{path}/v1/route?appId={Uri.EscapeDataString(applicationId)}{(secure ? "&secure=1" : "")}");
    }

    async Task<Route> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await Redirects.SendAsync(_network.Http, request, cancellationToken).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(
#if NET
                cancellationToken
#endif
            ).ConfigureAwait(false);
            var answer = await ReadAsync(stream, address, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw ErrorText.Refusal(answer) ?? (LeanRxException)Refused(address, response.StatusCode);
            return RouteText.Parse(answer, address);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ConnectionLostException($"The router {address} was not reached: {NetworkText.Of(exception)}", null,
                exception)
            { IsTransient = NetworkText.IsTransient(exception) };
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, Uri address, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, length * 2);
#pragma warning disable CA1835 // The overload with memory is missing on netstandard2.0.
            var read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1835
            if (read == 0)
                return ByteOrderMark.Skip(buffer.AsMemory(0, length));
            length += read;
            if (length > MaxAnswerBytes)
                throw new ProtocolViolationException($"The router {address} answered with more than {MaxAnswerBytes} bytes; that is no route.");
        }
    }

    static ConnectionLostException Refused(Uri address, HttpStatusCode status) => new(status == HttpStatusCode.NotFound
        ? $"The router {address} answered 404: it does not know the application, or it is no router."
        : $"The router {address} answered {(int)status} {status}.");
}
