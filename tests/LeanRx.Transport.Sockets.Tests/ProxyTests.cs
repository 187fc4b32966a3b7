using System.Net;
using System.Text;
using LeanRx.Server.AspNetCore.Tests.Networks;
using LeanRx.Tests.Transport;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>The way through a proxy of HTTP, and what is said where there is none.</summary>
public class ProxyTests
{
    static readonly NetworkCredential Tom = new("tom", "secret");

    static async Task<TransportClose> RefusalAsync(NetworkOptions network)
    {
        using var log = new TransportLog(new SocketTransport(network).Create(new Uri("ws://chat.example/"), ""));
        return (await log.NextAsync()).Close!;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("tom:secret")]
    public async Task A_proxy_is_asked_for_the_way_and_told_who_asks_where_it_wants_to_know(string? password)
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        await using var proxy = new SmallProxy(password);
        var connection = new SocketTransport(new NetworkOptions { Proxy = new WebProxy(proxy.Address) { Credentials = Tom } }).Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        connection.Send(Bytes("one"), isText: true);
        Assert.Equal("one", await log.NextTextAsync());
        Assert.Equal([$"CONNECT 127.0.0.1:{server.Address.Port} HTTP/1.1"], proxy.Passed);
        Assert.Equal(password is null ? 0 : 1, proxy.Refused);
        log.Unsubscribe();
        await server.WhenAllGoneAsync();
    }

    [Fact]
    public async Task A_proxy_that_is_not_to_be_used_is_not_asked()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        await using var proxy = new SmallProxy();
        foreach (var network in new NetworkOptions[]
        {
            new() { Proxy = new WebProxy(proxy.Address, BypassOnLocal: false, ["127\\.0\\.0\\.1"]) }, new() { UseProxy = false },
        })
        {
            using var log = new TransportLog(new SocketTransport(network).Create(server.Address, ""));
            Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        }
        Assert.Empty(proxy.Passed);
    }

    [Fact]
    public async Task A_proxy_that_knows_nobody_is_named_with_what_to_give_it()
    {
        await using var proxy = new SmallProxy("tom:secret");
        foreach (var credentials in new[] { null, new NetworkCredential("tom", "wrong") })
        {
            var closed = await RefusalAsync(new NetworkOptions { Proxy = new WebProxy(proxy.Address) { Credentials = credentials } });
            Assert.Contains("'407'", closed.Reason, StringComparison.Ordinal);
            Assert.Contains("Network.Proxy its Credentials", closed.Reason, StringComparison.Ordinal);
            Assert.False(Assert.IsType<ConnectionLostException>(closed.Cause).IsTransient);
        }
    }

    [Theory]
    [InlineData("socks5://127.0.0.1:1080")]
    [InlineData("https://127.0.0.1:3129")]
    public async Task A_proxy_of_another_kind_is_refused_with_the_transport_that_knows_it(string proxy)
    {
        var closed = await RefusalAsync(new NetworkOptions { Proxy = new WebProxy(proxy) });
        Assert.Contains("SocketTransport cannot; WebsocketTransport can", closed.Reason, StringComparison.Ordinal);
        Assert.False(Assert.IsType<ConnectionLostException>(closed.Cause).IsTransient);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n", "takes no Basic credentials but Negotiate, NTLM")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", "lets nobody through to there")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\n\r\n", "The proxy does not reach the server")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "says more than that the way is open")]
    [InlineData("hello\r\n", "The answer of the proxy http://127.0.0.1:")]
    public async Task A_proxy_that_does_not_make_the_way_is_told_of(string answer, string reason)
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        });
        var closed = await RefusalAsync(new NetworkOptions { Proxy = new WebProxy($"http://{listener.LocalEndpoint}") { Credentials = Tom } });
        await answering;
        Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
    }
}
