using System.Net;
using System.Net.Sockets;
using System.Text;
using LeanRx.Tests.Transport;
using Microsoft.Reactive.Testing;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>What is asked of a server, and how long.</summary>
public class DialTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static Uri AddressOf(TcpListener listener, string path = "/") => new($"ws://{listener.LocalEndpoint}{path}");

    static TcpListener Listen(IPAddress? address = null)
    {
        var listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    static async Task<string> HeadAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } line)
            head.Append(line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal) ? $"key of {Convert.FromBase64String(line[19..]).Length}" : line)
                .Append('\n');
        return head.ToString();
    }

    [Fact]
    public async Task The_request_is_that_of_a_WebSocket_with_the_headers_of_the_application()
    {
        using var listener = Listen();
        var network = new NetworkOptions
        {
            HeadersProvider = (address, _) => new([new("X-Gate", address.PathAndQuery), new("X-Gate", "two")]),
        };
        using var log = new TransportLog(new SocketTransport(network).Create(AddressOf(listener, "/a%20b?c=d"), "lc.json.3"));

        Assert.Equal($"""
            GET /a%20b?c=d HTTP/1.1
            Host: {listener.LocalEndpoint}
            X-Gate: /a%20b?c=d
            X-Gate: two
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            key of 16
            Sec-WebSocket-Protocol: lc.json.3

            """.ReplaceLineEndings("\n"), await HeadAsync(listener));
        Assert.Equal(TransportEventKind.Closed, await log.NextKindAsync());
    }

    [Fact]
    public async Task A_host_that_the_application_names_is_the_one_that_is_asked_for()
    {
        using var listener = Listen();
        var network = new NetworkOptions { HeadersProvider = static (_, _) => new([new("Host", "im.example.com")]) };
        using var log = new TransportLog(new SocketTransport(network).Create(AddressOf(listener), ""));
        Assert.StartsWith("GET / HTTP/1.1\nHost: im.example.com\nConnection: Upgrade\n", await HeadAsync(listener), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_IPv6_is_reached_and_named_in_brackets()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "No IPv6 here.");
        using var listener = Listen(IPAddress.IPv6Loopback);
        using var log = new TransportLog(new SocketTransport().Create(AddressOf(listener), ""));
        Assert.StartsWith($"GET / HTTP/1.1\nHost: [::1]:{((IPEndPoint)listener.LocalEndpoint).Port}\n", await HeadAsync(listener), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Name", "Jürgen", "X-Name is not ASCII")]
    [InlineData("Upgrade", "other", "Upgrade is the client's own")]
    public async Task A_header_that_cannot_be_sent_is_refused_and_nobody_is_dialled(string name, string value, string reason)
    {
        using var listener = Listen();
        var network = new NetworkOptions { HeadersProvider = (_, _) => new([new(name, value)]) };
        using var log = new TransportLog(new SocketTransport(network).Create(AddressOf(listener), ""));
        var closed = (await log.NextAsync()).Close!;
        Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
        Assert.False(Assert.IsType<ConnectionLostException>(closed.Cause).IsTransient);
        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("ws", "The handshake of the WebSocket took longer than 7 s.")]
    [InlineData("wss", "The handshake of TLS took longer than 7 s.")]
    public async Task A_server_that_never_answers_is_left_when_the_time_is_over(string scheme, string reason)
    {
        var scheduler = new TestScheduler();
        using var listener = Listen();
        var address = new UriBuilder(AddressOf(listener)) { Scheme = scheme }.Uri;
        using var log = new TransportLog(new SocketTransport(connectTimeout: TimeSpan.FromSeconds(7), scheduler: scheduler).Create(address, ""));
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        var buffer = new byte[4096];
        Assert.NotEqual(0, await client.GetStream().ReadAsync(buffer, Cancellation));

        scheduler.AdvanceBy(TimeSpan.FromSeconds(7).Ticks - 1);
        Assert.Equal(0, log.Count);
        scheduler.AdvanceBy(1);

        var closed = (await log.NextAsync()).Close!;
        Assert.EndsWith(reason, closed.Reason, StringComparison.Ordinal);
        Assert.True(Assert.IsType<ConnectionLostException>(closed.Cause).IsTransient);
        Assert.Equal(0, await client.GetStream().ReadAsync(buffer, Cancellation));
    }
}
