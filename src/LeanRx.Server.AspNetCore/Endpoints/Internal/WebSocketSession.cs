using System.Net.WebSockets;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>One socket from the end of the handshake to its last byte, whoever did the handshake.</summary>
sealed class WebSocketSession(ServerHost host)
{
    /// <summary>Serves a socket until it is done with.</summary>
    /// <param name="transport">The connection after the handshake.</param>
    /// <param name="choice">What the handshake chose.</param>
    /// <param name="origin">The page that the socket belongs to.</param>
    /// <param name="address">The address of the peer.</param>
    /// <param name="cut">Ends the connection without a close handshake.</param>
    /// <param name="closed">The end of the connection.</param>
    public async Task ServeAsync(Stream transport, SubprotocolChoice choice, string? origin, string? address, Action cut, CancellationToken closed)
    {
        var info = new ClientConnectionInfo
        {
            Dialect = choice.Dialect!.Value,
            Origin = origin,
            RemoteAddress = address,
            PingInterval = host.Options.KeepAliveInterval,
            PingTimeout = host.Options.KeepAliveTimeout,
        };
        var socket = new ClientSocket(host.Engine, host.Codecs, host.Options.CloseTimeout, choice.Encoding, transport, loss =>
        {
            HostLog.Cut(host.Logger, address, loss);
            cut();
        });
        host.Add(socket);
        try
        {
            HostLog.Connected(host.Logger, address, info.Dialect);
            var connection = host.Engine.Connect(socket, info);
            socket.Connection = connection;
            var isClean = false;
            try
            {
                isClean = await ReadAsync(new SocketReader(transport, socket, connection, host.ReceiveBudget), socket, closed).ConfigureAwait(false);
            }
            finally
            {
                await connection.DisconnectAsync(isClean).ConfigureAwait(false);
                HostLog.Disconnected(host.Logger, address, isClean);
            }

            if (!isClean)
                await LingerAsync(transport, socket, closed).ConfigureAwait(false);
            await socket.Queue.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            host.Remove(socket);
            socket.Complete();
        }
    }

    /// <summary>Reads to the end; true when that was a close handshake.</summary>
    async Task<bool> ReadAsync(SocketReader reader, ClientSocket socket, CancellationToken closed)
    {
        try
        {
            await reader.RunAsync(closed).ConfigureAwait(false);
            socket.Close(CloseCodes.Answering(reader.CloseCode), "");
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            HostLog.Lost(host.Logger, exception.Message);
            return false;
        }
    }

    /// <summary>
    /// After a breach of the WebSocket rules the peer is to see the close frame that names it, which a reset of the connection, for bytes that nobody read,
    /// could destroy.
    /// </summary>
    static async Task LingerAsync(Stream transport, ClientSocket socket, CancellationToken closed)
    {
        socket.LimitClose();
        var discarded = new byte[1024];
        try
        {
            while (await transport.ReadAsync(discarded, closed).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection is gone, which is what was waited for.
        }
    }
}
