using System.Net.WebSockets;
#if NET
using System.Net.Http;
using System.Reactive.Disposables;
#endif
using System.Runtime.Versioning;
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>One dial of the platform's WebSocket.</summary>
internal sealed class WebSocketDial(NetworkOptions network, Uri address, string subprotocol, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    public async Task<WebSocket> RunAsync(Dialler? dialler, SendLedger ledger, Action arrived, CancellationToken cancellationToken)
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
                await ConnectAsync(socket, dialler!, ledger, arrived, cancellationToken).ConfigureAwait(false);
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
    async Task ConnectAsync(ClientWebSocket socket, Dialler dialler, SendLedger ledger, Action arrived, CancellationToken cancellationToken)
    {
        Configure(socket.Options);
        // Over HTTP/2 a connection carries more than the one socket.
        var isShared = network.HttpVersion is { Major: > 1 };
        if (network.HttpVersion is { } version)
            (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (version, network.HttpVersionPolicy);
        // The handler never closes a connection that is made while the dial is given up.
        var connections = new CompositeDisposable();
        try
        {
            // The connection of the socket has left the handler's pool, or outlives it as long as the socket does, so the handler need not outlive the dial.
            using var invoker = new HttpMessageInvoker(HttpHandlers.Sockets(network, async (context, poolToken) =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(poolToken, cancellationToken);
                var stream = await dialler.ConnectAsync(context.DnsEndPoint, either.Token).ConfigureAwait(false);
                var connection = isShared ? stream : new CoalescingStream(stream, ledger, arrived);
                connections.Add(connection);
                return connection;
            }, isShared ? Timeout.InfiniteTimeSpan : TimeSpan.Zero));
            await socket.ConnectAsync(address, invoker, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            connections.Dispose();
            throw;
        }
    }
#endif
}
