#if NET
using System.Net;
using System.Net.Http;
using System.Net.WebSockets;
using System.Runtime.Versioning;

namespace LeanRx.Transport.Internal;

/// <summary>One dial over HTTP/1.1: proxies and TLS are the platform's, what the handshake leaves is ours.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class UpgradeDial(NetworkOptions network, Uri address, string subprotocol, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    public async Task<TransportSocket> RunAsync(Dialler dialler, int maxPayloadBytes, IWebSocketWatcher watcher, CancellationToken cancellationToken)
    {
        using var connections = new DialledConnections(dialler, cancellationToken);
        // The connection of the socket leaves the handler's pool, so the handler need not outlive the dial.
        using var handler = HttpHandlers.Sockets(network, connections.ConnectAsync, TimeSpan.Zero);
        HandshakeStream? connection = null;
        // Through a proxy it is asked twice, the last time for what the socket uses.
        handler.PlaintextStreamFilter = (context, _) => new ValueTask<Stream>(connection = new HandshakeStream(context.PlaintextStream));
        using var invoker = new HttpMessageInvoker(handler);
        try
        {
            var handshake = new WebSocketHandshake(subprotocol);
            using var request = handshake.Request(address, headers);
            var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var chosen = handshake.SubprotocolOf(response);
            var stream = connection!.Take(out var ahead);
            connections.Keep();
            return new FramedWebSocket(stream, ahead, chosen, maxPayloadBytes, watcher);
        }
        catch (HttpRequestException exception)
        {
            throw new WebSocketException(WebSocketError.Faulted, "Unable to connect to the remote server", exception);
        }
    }
}
#endif
