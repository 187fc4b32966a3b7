using System.Net.WebSockets;
using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using LeanRx.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>The WebSocket endpoint: from the handshake to the last byte.</summary>
sealed class WebSocketEndpoint(ServerHost host)
{
    public static void Map(RouteGroupBuilder group, ServerHost host)
    {
        var pipeline = ((IEndpointRouteBuilder)group).CreateApplicationBuilder();
        pipeline.Use(next => context =>
        {
            TransportCapture.Install(context);
            return next(context);
        });
        pipeline.UseWebSockets();
        pipeline.Run(new WebSocketEndpoint(host).ServeAsync);
        group.Map("/", pipeline.Build()).WithMetadata(new WebSocketMatcherPolicy.WebSocketOnly()).WithOrder(-1);
    }

    async Task ServeAsync(HttpContext context)
    {
        host.Forwarded.Apply(context);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, 0, "This is no WebSocket handshake of RFC 6455.").ConfigureAwait(false);
            return;
        }

        var choice = SubprotocolChoice.Of(context);
        if (choice.Dialect is not { } dialect)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, 0,
                $"None of the offered subprotocols is supported. Supported: {SubprotocolChoice.Supported}, or none at all.").ConfigureAwait(false);
            return;
        }

        if (host.IsStopping)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, 0, "The server is stopping.").ConfigureAwait(false);
            return;
        }

        if (host.IsFull)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, StatusCodes.Status503ServiceUnavailable,
                $"The server has as many connections as it takes, {host.Bounds.Most}. Come back later.").ConfigureAwait(false);
            return;
        }

        var info = new ClientConnectionInfo
        {
            Dialect = dialect,
            Origin = context.Request.Headers[HeaderNames.Origin] is { Count: > 0 } origin ? origin.ToString() : null,
            RemoteAddress = context.Connection.RemoteIpAddress?.ToString(),
            PingInterval = host.Options.KeepAliveInterval,
            PingTimeout = host.Options.KeepAliveTimeout,
        };
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = choice.Selected,
            // Pings are the engine's, on its clock.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        }).ConfigureAwait(false);
        await ServeAsync(context, webSocket, choice.Encoding, info).ConfigureAwait(false);
    }

    async Task ServeAsync(HttpContext context, WebSocket webSocket, FrameEncoding encoding, ClientConnectionInfo info)
    {
        var transport = context.Features.Get<TransportCapture>()!.Transport ?? new FrameTranslator(webSocket);
        var socket = new ClientSocket(host.Engine, host.Codecs, host.Options.CloseTimeout, encoding, transport, loss =>
        {
            HostLog.Cut(host.Logger, info.RemoteAddress, loss);
            Cut(context);
        });
        host.Add(socket);
        try
        {
            HostLog.Connected(host.Logger, info.RemoteAddress, info.Dialect);
            var connection = host.Engine.Connect(socket, info);
            socket.Connection = connection;
            var isClean = false;
            try
            {
                var reader = new SocketReader(transport, socket, connection, host.ReceiveBudget);
                isClean = await ReadAsync(reader, socket, context.RequestAborted).ConfigureAwait(false);
            }
            finally
            {
                await connection.DisconnectAsync(isClean).ConfigureAwait(false);
                HostLog.Disconnected(host.Logger, info.RemoteAddress, isClean);
            }

            if (!isClean)
                await LingerAsync(transport, socket, context.RequestAborted).ConfigureAwait(false);
            await socket.Queue.CompleteAsync().ConfigureAwait(false);
        }
        finally
        {
            host.Remove(socket);
            socket.Complete();
        }
    }

    static void Cut(HttpContext context)
    {
        try
        {
            context.Abort();
        }
        catch (ObjectDisposedException)
        {
            // The request ended in the meantime, and its socket with it: there is nothing left to cut.
        }
    }

    /// <summary>Reads to the end; true when that was a close handshake.</summary>
    async Task<bool> ReadAsync(SocketReader reader, ClientSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await reader.RunAsync(cancellationToken).ConfigureAwait(false);
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
    static async Task LingerAsync(Stream transport, ClientSocket socket, CancellationToken cancellationToken)
    {
        socket.LimitClose();
        var discarded = new byte[1024];
        try
        {
            while (await transport.ReadAsync(discarded, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The connection is gone, which is what was waited for.
        }
    }
}
