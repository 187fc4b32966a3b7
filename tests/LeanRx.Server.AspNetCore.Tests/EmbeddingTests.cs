using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The server inside somebody's own application.</summary>
[Trait("Speed", "slow")]
public class EmbeddingTests : ServerTest
{
    [Fact]
    public async Task The_server_lives_below_a_path_of_the_application()
    {
        var url = await RunAsync(application => application.MapLeanRx("/chat"));

        Assert.Contains($"\"ws://127.0.0.1:{url.Port}/chat/\"", await Http.GetStringAsync(new Uri(url, "/chat/v1/route?appId=demo"), Patience));
        Assert.Contains($"\"127.0.0.1:{url.Port}/chat\"", await Http.GetStringAsync(new Uri(url, "/chat/2/route?appId=demo"), Patience));
        foreach (var path in new[] { "/chat/", "/chat" })
            await AssertHeartbeatAsync(new Uri(WebSocketUrl(url), path));
    }

    [Fact]
    public async Task A_page_at_the_same_path_stays()
    {
        var url = await RunAsync(application =>
        {
            application.MapGet("/", () => "my page");
            application.MapLeanRx();
        });

        Assert.Equal("my page", await Http.GetStringAsync(url, Patience));
        await AssertHeartbeatAsync(WebSocketUrl(url));
    }

    [Fact]
    public async Task Without_a_page_a_browser_finds_nothing()
    {
        var url = await RunAsync(application => application.MapLeanRx());
        using var answer = await Http.GetAsync(url, Patience);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_application_with_WebSockets_of_its_own_keeps_them()
    {
        var url = await RunAsync(application =>
        {
            application.UseWebSockets();
            application.MapLeanRx("/chat");
            application.Map("/own", async (HttpContext context) =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync("own");
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Patience);
            });
        });

        await AssertHeartbeatAsync(new Uri(WebSocketUrl(url), "/chat"));
        var own = Own(await RawClient.ConnectAsync(new Uri(WebSocketUrl(url), "/own"), Patience, "own"));
        Assert.Equal("own", own.Socket.SubProtocol);
    }

    [Fact]
    public async Task The_base_path_of_the_application_is_part_of_the_route()
    {
        var url = await RunAsync(application =>
        {
            application.UsePathBase("/app");
            application.UseRouting();
            application.MapLeanRx("/chat");
        });
        Assert.Contains($"\"ws://127.0.0.1:{url.Port}/app/chat/\"", await Http.GetStringAsync(new Uri(url, "/app/chat/v1/route?appId=demo"), Patience));
    }

    [Theory]
    [InlineData("/chat", "/chat")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/{tenant}", "/one%20two")]
    [InlineData("/{tenant:alpha}/im/", "/acme/im")]
    public async Task The_prefix_of_a_group_is_part_of_every_address(string group, string path)
    {
        var url = await RunAsync(application =>
        {
            application.UsePathBase("/base");
            application.UseRouting();
            application.MapGroup(group).MapLeanRx();
            application.MapGroup("/outer").MapGroup(group).MapLeanRx("/inner");
        });

        foreach (var start in new[] { path, "/base" + path, $"/outer{path}/inner", $"/base/outer{path}/inner" })
        {
            Assert.Contains($"\"ws://127.0.0.1:{url.Port}{start}/\"", await Http.GetStringAsync(new Uri(url, $"{start}/v1/route?appId=demo"), Patience));
            Assert.Contains($"\"127.0.0.1:{url.Port}{start}\"", await Http.GetStringAsync(new Uri(url, $"{start}/2/route?appId=demo"), Patience));
            await AssertHeartbeatAsync(new Uri(WebSocketUrl(url), start));
            await using var client = new LeanClient(new LeanClientOptions(new Uri(url, start), "tom") { RequireTls = false });
            await client.OpenAsync(Patience);
            var file = await client.UploadAsync(new MemoryStream([1, 2, 3]), "a.bin", cancellationToken: Patience);
            Assert.StartsWith($"http://127.0.0.1:{url.Port}{start}/files/", file.Url.AbsoluteUri);
            Assert.Equal([1, 2, 3], await Http.GetByteArrayAsync(file.Url, Patience));
        }
    }

    [Fact]
    public async Task Sockets_go_over_HTTP_2_as_well()
    {
        var url = await RunAsync(application => application.MapLeanRx(), HttpProtocols.Http2);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.AddSubProtocol("lc.json.3");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        await socket.ConnectAsync(WebSocketUrl(url), invoker, Patience);

        await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Patience);
        var buffer = new byte[16];
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), Patience);
        Assert.Equal("{}"u8.ToArray(), buffer[..answer.Count]);
        Assert.Equal("lc.json.3", socket.SubProtocol);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Patience);
    }

    [Fact]
    public async Task The_engine_is_among_the_services()
    {
        MessagingEngine? engine = null;
        await RunAsync(application =>
        {
            application.MapLeanRx();
            engine = application.Services.GetService<MessagingEngine>();
        });
        Assert.Equal("demo", Assert.Single(engine!.Options.Apps!).ApplicationId);
    }

    [Fact]
    public async Task Mapping_without_services_says_what_is_missing()
    {
        await using var application = WebApplication.CreateSlimBuilder().Build();
        var failure = Assert.Throws<InvalidOperationException>(() => application.MapLeanRx());
        Assert.Contains("AddLeanRx", failure.Message);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/chat")]
    [InlineData("ws://127.0.0.1:0")]
    public async Task A_URL_that_cannot_be_listened_on_is_refused_with_its_name(string url)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => LeanServer.StartAsync(new LeanServerOptions { Url = new Uri(url) }, Patience));
        Assert.Contains(url, failure.Message);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        var first = await StartAsync();
        var failure = await Assert.ThrowsAsync<IOException>(() => LeanServer.StartAsync(new LeanServerOptions { Url = first.Url }, Patience));
        Assert.Contains(first.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message);
    }

    [Theory]
    [InlineData("http://localhost:0", "127.0.0.1")]
    [InlineData("http://0.0.0.0:0", "127.0.0.1")]
    public async Task The_URL_is_one_that_clients_can_reach(string url, string host)
    {
        var server = await StartAsync(new LeanServerOptions { Url = new Uri(url), Engine = new ServerOptions { Apps = [AppOptions.Demo] } });
        Assert.Equal(host, server.Url.Host);
        Assert.NotEqual(0, server.Url.Port);
        await AssertHeartbeatAsync(server.WebSocketUrl);
    }

    async Task<Uri> RunAsync(Action<WebApplication> configure, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Logging.ClearProviders();
        builder.Services.AddLeanRx();
        var application = Own(builder.Build());
        configure(application);
        await application.StartAsync(Patience);
        return new Uri(application.Urls.First());
    }

    async Task AssertHeartbeatAsync(Uri url)
    {
        var client = Own(await RawClient.ConnectAsync(url, Patience));
        await client.SendAsync("{}");
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    static Uri WebSocketUrl(Uri url) => new UriBuilder(url) { Scheme = "ws" }.Uri;
}
