using System.Net.WebSockets;
using Guide.Playing;
using LeanRx;
using LeanRx.Protocol;
using LeanRx.Server;

namespace Guide;

[Scenario("allowed origins", "安全域名", "S92",
    English = "Only pages of listed origins may connect; others are closed with 4110.",
    Chinese = "只有列出的域名可以连接，其他的以 4110 关闭。")]
public sealed class AllowedOrigins : Scenario
{
    protected override LeanServerOptions ServerOptions => new()
    {
        Engine = new() { Apps = [AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com"] }] },
    };

    async Task<ClientWebSocket> ConnectFromAsync(string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(Subprotocols.Json3);
        socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(Server.WebSocketUrl, CancellationToken.None);
        return socket;
    }

    protected override async Task PlayAsync()
    {
        using var page = await ConnectFromAsync("https://chat.example.com");
        Same(WebSocketState.Open, page.State);

        using var stranger = await ConnectFromAsync("https://evil.example.com");
        await stranger.ReceiveAsync(new byte[1024], CancellationToken.None);
        Same(ErrorCodes.InvalidOrigin, (int)stranger.CloseStatus!);
    }
}
