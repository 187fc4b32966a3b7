using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>The WebSocket endpoint: handshakes that come by HTTP.</summary>
sealed class WebSocketEndpoint(ServerHost host)
{
    readonly WebSocketSession _session = new(host);

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
        if (choice.Dialect is null)
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

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = choice.Selected,
            // Pings are the engine's, on its clock.
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
        }).ConfigureAwait(false);
        var transport = context.Features.Get<TransportCapture>()!.Transport ?? new FrameTranslator(webSocket);
        var origin = context.Request.Headers[HeaderNames.Origin] is { Count: > 0 } named ? named.ToString() : null;
        await _session.ServeAsync(transport, choice, origin, context.Connection.RemoteIpAddress?.ToString(), () => Cut(context), context.RequestAborted)
            .ConfigureAwait(false);
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
}
