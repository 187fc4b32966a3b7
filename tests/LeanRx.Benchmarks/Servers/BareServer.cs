using LeanRx.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeanRx.Benchmarks.Servers;

/// <summary>
/// The server that does as little as it can, so that what is measured is the client: a WebSocket that acks on <c>/</c>, one that acks all of
/// a read at once on <c>/batch</c>, one that pings on <c>/idle</c>, a SignalR hub on <c>/hub</c>.
/// </summary>
static class BareServer
{
    /// <summary>Looks after its sockets as our own server does.</summary>
    static readonly WebSocketAcceptContext Watched = new()
    {
        SubProtocol = "lc.json.3",
        KeepAliveInterval = new LeanServerOptions().KeepAliveInterval,
        KeepAliveTimeout = new LeanServerOptions().KeepAliveTimeout,
    };

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR(options => options.MaximumParallelInvocationsPerClient = 1);
        await using var application = builder.Build();
        application.UseWebSockets();
        var fan = new FanSockets();
        application.MapHub<BenchmarkHub>("/hub");
        application.Map("/batch", static async context => await (await BatchingSocket.AcceptAsync(context)).RunAsync(context.RequestAborted));
        application.Map("/idle", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(Watched);
            await new BareSocket(socket, fan, room: 4 * 1024).RunAsync(CancellationToken.None);
        });
        application.Map("/", async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                context.Response.StatusCode = 400;
                return;
            }
            var subprotocol = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault();
            using var socket = await context.WebSockets.AcceptWebSocketAsync(subprotocol);
            await new BareSocket(socket, fan).RunAsync(context.RequestAborted);
        });
        await application.StartAsync();
        await ServerProcess.ServeUntilParentGoesAsync(new Uri(application.Urls.First()));
        await application.StopAsync();
    }
}
