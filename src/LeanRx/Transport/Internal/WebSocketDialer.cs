using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reactive.Disposables;

namespace LeanRx.Internal;

/// <summary>Opens a WebSocket; where the platform lets us, over a stream that coalesces writes.</summary>
internal static class WebSocketDialer
{
    public static async Task<WebSocket> DialAsync(Uri address, string subprotocol, SendLedger ledger, Action arrived, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        // The handler never closes a connection that is made while the dial is given up.
        var connections = new CompositeDisposable();
        try
        {
            // Heartbeats are the client's, on its own clock.
            socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            if (subprotocol.Length > 0)
                socket.Options.AddSubProtocol(subprotocol);
#if NETSTANDARD2_0
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
#else
            // The upgraded connection has left the handler's pool, so the handler need not outlive the dial.
            using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = async (context, poolToken) =>
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(poolToken, cancellationToken);
                    var connection = await ConnectAsync(context, ledger, arrived, either.Token).ConfigureAwait(false);
                    connections.Add(connection);
                    return connection;
                },
            });
            await socket.ConnectAsync(address, invoker, cancellationToken).ConfigureAwait(false);
#endif
            return socket;
        }
        catch
        {
            connections.Dispose();
            socket.Dispose();
            throw;
        }
    }

#if !NETSTANDARD2_0
    static async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, SendLedger ledger, Action arrived, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new CoalescingStream(new NetworkStream(socket, ownsSocket: true), ledger, arrived);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#endif
}
