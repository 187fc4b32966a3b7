using System.Net;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;
using LeanRx.Server.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests.Sockets;

/// <summary>A server of its own, which takes handshakes off their connections, answers as one inside an application does, where all comes by HTTP.</summary>
[Trait("Speed", "slow")]
public class SameHandshakeTests : ServerTest
{
    const string Needed =
        "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /// <summary>A heartbeat, masked with zeros, and its answer.</summary>
    const string Heartbeat = "\u0081\u0082\0\0\0\0{}";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n", "")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Protocol: lc.json.3\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Protocol: other, lc.json.2, lc.json.3\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Protocol: other\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Protocol:\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Protocol: lc.json.1\r\nSec-WebSocket-Protocol: lc.json.3\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Sec-WebSocket-Extensions: permessage-deflate\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Origin: https://page.example.com\r\nCookie: a=b\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Content-Length: 0\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "X: \u00e9\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", "Host: b\r\n")]
    [InlineData("GET / HTTP/1.1\r\n", " folded\r\n")]
    [InlineData("GET /?subprotocol=lc.json.3 HTTP/1.1\r\n", "")]
    [InlineData("GET /?subprotocol=lc.json.9 HTTP/1.1\r\n", "")]
    [InlineData("GET / HTTP/1.0\r\n", "")]
    public async Task Both_ways_give_the_same_answer(string line, string more)
    {
        var (direct, byHttp) = (await StartAsync(), await EmbedAsync());

        foreach (var parts in new[] { 1, 3, 200 })
            Assert.Equal(await AnswerAsync(byHttp, line + Needed + more + "\r\n", 1), await AnswerAsync(direct.Url, line + Needed + more + "\r\n", parts));
    }

    [Fact]
    public async Task What_comes_with_the_head_is_heard_whoever_reads_it()
    {
        var (direct, byHttp) = (await StartAsync(), await EmbedAsync());

        foreach (var url in new[] { direct.Url, byHttp })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, Patience);
            await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\n{Needed}\r\n{Heartbeat}{Heartbeat}"), Patience);
            await HeadAsync(socket.GetStream());
            var answers = new byte[8];
            await socket.GetStream().ReadExactlyAsync(answers, Patience);
            Assert.Equal("\u0081\u0002{}\u0081\u0002{}", Encoding.Latin1.GetString(answers));
        }
    }

    [Fact]
    public async Task A_connection_that_asks_for_a_page_first_can_have_a_socket_next()
    {
        var server = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Url.Host, server.Url.Port, Patience);
        await socket.GetStream().WriteAsync("HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Patience);
        Assert.StartsWith("HTTP/1.1 200", await HeadAsync(socket.GetStream()));

        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\n{Needed}\r\n{Heartbeat}"), Patience);

        Assert.StartsWith("HTTP/1.1 101", await HeadAsync(socket.GetStream()));
    }

    [Fact]
    public async Task A_connection_that_has_said_nothing_does_not_hold_up_a_stop()
    {
        var server = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Url.Host, server.Url.Port, Patience);
        // One that came later is served: the first is known by then.
        await GetJsonAsync(server, "/health");

        await server.StopAsync(Patience);

        Assert.Equal(0, await socket.GetStream().ReadAsync(new byte[1], Patience));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HT")]
    [InlineData($"GET / HTTP/1.1\r\n{Needed}\r\n")]
    public async Task Nothing_is_said_in_the_log_about_a_connection_that_breaks(string sent)
    {
        var log = new LogLines();
        var server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { LoggerFactory = log } });
        var before = log.Lines;
        for (var count = 0; count < 30; count++)
        {
            using var socket = new TcpClient { LingerState = new LingerOption(enable: true, seconds: 0) };
            await socket.ConnectAsync(server.Url.Host, server.Url.Port, Patience);
            await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent), Patience);
        }

        await server.StopAsync(Patience);

        Assert.Equal(before, log.Lines);
    }

    [Theory]
    [InlineData("127.0.0.1", "9.8.7.6")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task What_a_known_proxy_says_of_its_clients_is_believed_of_it_alone(string? proxy, string expected)
    {
        var server = await StartAsync(new LeanServerOptions { KnownProxies = proxy is null ? [] : [proxy] });
        var online = server.Engine.Events.OfType<ClientOnline>().FirstAsync().ToTask(Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Url.Host, server.Url.Port, Patience);
        var login = """{"cmd":"session","op":"open","appId":"demo","peerId":"tom","i":1}""";
        var head = $"GET / HTTP/1.1\r\n{Needed}X-Forwarded-For: 1.2.3.4, 9.8.7.6\r\nX-Forwarded-Proto: https\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"{head}\u0081{(char)(0x80 | login.Length)}\0\0\0\0{login}"), Patience);

        Assert.Equal(expected, (await online).RemoteAddress);
    }

    /// <summary>The head of the answer in its parts, without what names time and program, and the first bytes of the socket where there is one.</summary>
    async Task<string> AnswerAsync(Uri url, string request, int parts)
    {
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(url.Host, url.Port, Patience);
        var bytes = Encoding.Latin1.GetBytes(request);
        foreach (var part in bytes.Chunk((bytes.Length / parts) + 1))
            await socket.GetStream().WriteAsync(part, Patience);
        var head = await HeadAsync(socket.GetStream());
        var lines = head.Split("\r\n").Where(line => line.Split(':')[0] is not ("Date" or "Server"));
        var answer = string.Join("\n", lines.Order(StringComparer.Ordinal));
        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            return answer;
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Heartbeat), Patience);
        var beat = new byte[4];
        await socket.GetStream().ReadExactlyAsync(beat, Patience);
        return answer + Encoding.Latin1.GetString(beat);
    }

    async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, Patience) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }

    async Task<Uri> EmbedAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddLeanRx();
        var application = Own(builder.Build());
        application.MapLeanRx();
        await application.StartAsync(Patience);
        return new Uri(application.Urls.First());
    }
}
