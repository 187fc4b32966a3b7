using System.Net;
using System.Net.Http;
using System.Net.WebSockets;
using System.Runtime.Versioning;
using System.Text;
using LeanRx.Transport.Internal;

namespace LeanRx.Transport.Sockets.Internal;

// RFC 9110 §9.3.6
/// <summary>The way through an HTTP proxy.</summary>
[UnsupportedOSPlatform("browser")]
sealed class ProxyTunnel
{
    readonly Uri _proxy;
    readonly ICredentials? _credentials;
    readonly string _target;

    ProxyTunnel(Uri proxy, ICredentials? credentials, Uri address)
    {
        _proxy = proxy;
        _credentials = credentials;
        _target = RequestHead.AuthorityOf(address);
    }

    string Name => _proxy.GetLeftPart(UriPartial.Authority);

    /// <summary>The way to an address; null where no proxy is in between.</summary>
    /// <exception cref="DialException">The proxy is of another kind.</exception>
    public static ProxyTunnel? Of(NetworkOptions network, Uri address)
    {
        if (!network.UseProxy)
            return null;
        var proxy = network.Proxy ?? HttpClient.DefaultProxy;
        if (proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } way || way == address)
            return null;
        if (way.Scheme != Uri.UriSchemeHttp)
            throw new DialException($"The proxy {way.GetLeftPart(UriPartial.Authority)} is reached otherwise than by http, which SocketTransport cannot; " +
                "WebsocketTransport can.")
            {
                IsTransient = false,
            };
        return new ProxyTunnel(way, proxy.Credentials ?? (network.Proxy is null ? network.DefaultProxyCredentials : null), address);
    }

    /// <summary>Connects; a proxy that asks for them is given the credentials.</summary>
    public async Task<Stream> ConnectAsync(Dialler dialler, CancellationToken cancellationToken)
    {
        var (stream, response) = await AskAsync(dialler, null, cancellationToken).ConfigureAwait(false);
        if (response is { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } && _credentials is not null)
            (stream, response) = await AskAsync(dialler, Authorization(response), cancellationToken).ConfigureAwait(false);
        return stream ?? throw new HttpRequestException(HttpRequestError.ProxyTunnelError,
            $"The proxy tunnel request to proxy '{Name}' failed with status code '{(int)response!.StatusCode}'.");
    }

    /// <returns>The connection, or the answer of a proxy that does not make it.</returns>
    async Task<(Stream? Stream, HttpResponseMessage? Refusal)> AskAsync(Dialler dialler, string? authorization, CancellationToken cancellationToken)
    {
        var stream = await dialler.ConnectAsync(new DnsEndPoint(_proxy.IdnHost, _proxy.Port), cancellationToken).ConfigureAwait(false);
        var isKept = false;
        try
        {
            var head = $"CONNECT {_target} HTTP/1.1\r\nHost: {_target}\r\n{(authorization is null ? "" : $"Proxy-Authorization: {authorization}\r\n")}\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken).ConfigureAwait(false);
            var (response, ahead) = await ResponseHead.ReadAsync(stream, $"The answer of the proxy {Name}", cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                return (null, response);
            if (ahead.Length > 0)
                throw new WebSocketException(WebSocketError.NotAWebSocket, $"The proxy {Name} says more than that the way is open.");
            isKept = true;
            return (stream, null);
        }
        finally
        {
            if (!isKept)
                await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <exception cref="DialException">The proxy asks for others than Basic credentials, or there are none for it.</exception>
    string Authorization(HttpResponseMessage response)
    {
        if (!response.Headers.ProxyAuthenticate.Any(challenge => challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)))
            throw new DialException($"The proxy {Name} takes no Basic credentials but " +
                $"{string.Join(", ", response.Headers.ProxyAuthenticate.Select(challenge => challenge.Scheme))}, which SocketTransport cannot; " +
                "WebsocketTransport can.")
            {
                IsTransient = false,
            };
        var credential = _credentials!.GetCredential(_proxy, "Basic")
            ?? throw new DialException($"There are no credentials for Basic at the proxy {Name}.") { IsTransient = false };
        return $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}";
    }
}
