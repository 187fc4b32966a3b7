using System.Net.WebSockets;
#if NET
using System.Net.Http;
#endif
using System.Runtime.Versioning;
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>One dial of the platform's WebSocket: in a page, over HTTP/2, and where .NET Standard is all there is.</summary>
internal sealed class PlatformDial(NetworkOptions network, Uri address, string subprotocol, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    public async Task<WebSocket> RunAsync(Dialler? dialler, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            if (subprotocol.Length > 0)
                socket.Options.AddSubProtocol(subprotocol);
#if NET
            if (RuntimePlatform.IsBrowser)
                await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            else
                await ConnectAsync(socket, dialler!, cancellationToken).ConfigureAwait(false);
#else
            Configure(socket.Options);
            if (!network.UseProxy || network.Proxy is not null)
                socket.Options.Proxy = network.Proxy;
            if (network.ClientCertificates is { Count: > 0 } certificates)
                socket.Options.ClientCertificates = certificates;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
#endif
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [UnsupportedOSPlatform("browser")]
    void Configure(ClientWebSocketOptions options)
    {
        // Heartbeats are the client's, on its own clock.
        options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        foreach (var header in headers)
            options.SetRequestHeader(header.Key, header.Value);
    }

#if NET
    [UnsupportedOSPlatform("browser")]
    async Task ConnectAsync(ClientWebSocket socket, Dialler dialler, CancellationToken cancellationToken)
    {
        Configure(socket.Options);
        if (network.HttpVersion is { } version)
            (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (version, network.HttpVersionPolicy);
        using var connections = new DialledConnections(dialler, cancellationToken);
        // The connection outlives its pool as long as the socket does, so the handler need not outlive the dial.
        using var invoker = new HttpMessageInvoker(HttpHandlers.Sockets(network, connections.ConnectAsync, Timeout.InfiniteTimeSpan));
        await socket.ConnectAsync(address, invoker, cancellationToken).ConfigureAwait(false);
        connections.Keep();
    }
#endif
}
