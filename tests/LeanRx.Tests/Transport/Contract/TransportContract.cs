using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Transport;

/// <summary>What <see cref="LeanClient"/> relies on, of whichever transport of WebSockets.</summary>
public abstract class TransportContract
{
    ITransport Transport => Make();

    /// <summary>Makes the transport that is tried.</summary>
    protected abstract ITransport Make(int maxPayloadBytes = 1 << 24);

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task Opened_comes_first_then_payloads_then_closed_with_the_code_and_reason_of_the_peer()
    {
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.SendAsync(Bytes("one"));
            await peer.SendAsync(Bytes("two"), isText: false);
            await peer.Socket.CloseAsync((WebSocketCloseStatus)4103, "invalid client id", peer.Token);
        });
        using var log = new TransportLog(Transport.Create(server.Address, "lc.json.3"));

        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        var one = await log.NextAsync();
        Assert.Equal((TransportEventKind.Payload, "one", true), (one.Kind, Encoding.UTF8.GetString(one.Payload.Span), one.IsText));
        var two = await log.NextAsync();
        Assert.Equal((TransportEventKind.Payload, "two", false), (two.Kind, Encoding.UTF8.GetString(two.Payload.Span), two.IsText));
        var closed = await log.NextAsync();
        Assert.Equal(new TransportClose(4103) { Reason = "invalid client id" }, closed.Close);
        await log.CompletedAsync();
        await server.WhenAllGoneAsync();
    }

    [Fact]
    public async Task A_dial_is_not_sent_on_to_another_host()
    {
        await using var other = new RawWebSocketServer(peer => peer.EchoAsync());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }
            await stream.WriteAsync(Bytes($"HTTP/1.1 302 Found\r\nLocation: http://localhost:{other.Address.Port}/\r\nContent-Length: 0\r\n\r\n"));
        });
        using var log = new TransportLog(Transport.Create(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), ""));

        Assert.Equal(TransportEventKind.Closed, await log.NextKindAsync());
        await answering;
        await log.CompletedAsync();
        Assert.Equal(0, other.Open);
    }

    [Fact]
    public async Task A_connection_says_when_it_has_told_everything_that_came()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        var connection = Transport.Create(server.Address, "");
        TransportLog? log = null;
        var pausedBehindBoth = new TaskCompletionSource();
        ((IPacedConnection)connection).Paused = () =>
        {
            if (Volatile.Read(ref log) is { Count: 3 })
                pausedBehindBoth.TrySetResult();
        };
        Volatile.Write(ref log, new TransportLog(connection));
        Assert.Equal(TransportEventKind.Opened, await log!.NextKindAsync());

        connection.Send(Bytes("one"), isText: true);
        connection.Send(Bytes("two"), isText: true);

        await pausedBehindBoth.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(["one", "two"], [await log.NextTextAsync(), await log.NextTextAsync()]);
        log.Dispose();
    }

    [Fact]
    public async Task The_subprotocol_is_offered()
    {
        var offered = new TaskCompletionSource<string?>();
        await using var server = new RawWebSocketServer(peer =>
        {
            offered.SetResult(peer.Subprotocol);
            return peer.EchoAsync();
        });
        using var log = new TransportLog(Transport.Create(server.Address, "lc.json.3"));
        Assert.Equal("lc.json.3", await offered.Task);
    }

    [Fact]
    public async Task Ten_thousand_messages_of_both_types_come_back_in_the_order_of_the_calls()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        var connection = Transport.Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());

        for (var i = 0; i < 10_000; i++)
            connection.Send(Bytes($"{{\"i\":{i}}}"), isText: i % 7 != 0);

        for (var i = 0; i < 10_000; i++)
        {
            var echo = await log.NextAsync();
            Assert.Equal(($"{{\"i\":{i}}}", i % 7 != 0), (Encoding.UTF8.GetString(echo.Payload.Span), echo.IsText));
        }
    }

    [Fact]
    public async Task Large_and_small_messages_mixed_arrive_whole()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        var connection = Transport.Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        var random = new Random(7);
        var payloads = Enumerable.Range(0, 400).Select(i => new byte[i % 10 == 0 ? random.Next(200_000) : random.Next(3_000)]).ToArray();
        foreach (var payload in payloads)
        {
            random.NextBytes(payload);
            connection.Send(payload, isText: false);
        }
        foreach (var payload in payloads)
            Assert.Equal(payload, (await log.NextAsync()).Payload.ToArray());
    }

    [Fact]
    public async Task A_part_of_an_array_is_sent_as_that_part()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        var connection = Transport.Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        connection.Send(Bytes("a longer text").AsMemory(2, 6), isText: true);
        Assert.Equal("longer", await log.NextTextAsync());
    }

    [Fact]
    public async Task A_dial_that_is_refused_ends_in_closed_and_names_the_address()
    {
        var address = FreeAddress();
        using var log = new TransportLog(Transport.Create(address, ""));
        var closed = await log.NextAsync();
        Assert.Equal(TransportEventKind.Closed, closed.Kind);
        Assert.Equal(1006, closed.Close!.Code);
        Assert.Contains(address.ToString(), closed.Close.Reason);
        Assert.Contains(address.ToString(), Assert.IsType<ConnectionLostException>(closed.Close.Cause).Message);
        await log.CompletedAsync();
    }

    [Fact]
    public async Task A_broken_socket_ends_in_closed_1006()
    {
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.SendAsync(Bytes("hello"));
            peer.Socket.Abort();
        });
        using var log = new TransportLog(Transport.Create(server.Address, ""));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("hello", await log.NextTextAsync());
        var closed = await log.NextAsync();
        Assert.Equal(1006, closed.Close!.Code);
        Assert.NotNull(closed.Close.Cause);
        await log.CompletedAsync();
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_ends_in_closed_1007()
    {
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.Stream.WriteAsync(new byte[] { 0x81, 2, 0xC3, 0x28 }, peer.Token);
            await peer.ReadAsync(new byte[64]);
        });
        using var log = new TransportLog(Transport.Create(server.Address, ""));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal(1007, (await log.NextAsync()).Close!.Code);
        await log.CompletedAsync();
    }

    [Fact]
    public async Task A_message_that_comes_in_pieces_is_told_while_it_comes()
    {
        var rest = new TaskCompletionSource();
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.SendAsync(Bytes("first "), endOfMessage: false);
            await rest.Task;
            await peer.SendAsync(Bytes("last"));
            await peer.EchoAsync();
        });
        using var log = new TransportLog(Transport.Create(server.Address, ""));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        await log.ReceivingAsync(bytes: 6);
        rest.SetResult();
        Assert.Equal("first last", await log.NextTextAsync());
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_discarded_and_the_connection_lives_on()
    {
        var large = new byte[300_000];
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.SendAsync(new byte[1000], isText: false);
            for (var i = 0; i < 9; i++)
                await peer.SendAsync(large, isText: false, endOfMessage: false);
            await peer.SendAsync(large, isText: false);
            await peer.SendAsync(Bytes("still here"));
            await peer.EchoAsync();
        });
        using var log = new TransportLog(Make(maxPayloadBytes: 1000).Create(server.Address, ""));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal(1000, (await log.NextAsync()).Payload.Length);
        var discarded = await log.NextAsync();
        Assert.Equal((TransportEventKind.Discarded, 3_000_000L, false, 0), (discarded.Kind, discarded.Size, discarded.IsText, discarded.Payload.Length));
        Assert.Equal("still here", await log.NextTextAsync());
    }

    [Fact]
    public async Task An_observer_that_throws_costs_nothing_but_that_call()
    {
        await using var server = new RawWebSocketServer(async peer =>
        {
            await peer.SendAsync(Bytes("one"));
            await peer.SendAsync(Bytes("two"));
            await peer.EchoAsync();
        });
        using var log = new TransportLog(Transport.Create(server.Address, "")) { Heard = static _ => throw new InvalidOperationException("observer") };
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("one", await log.NextTextAsync());
        Assert.Equal("two", await log.NextTextAsync());
    }

    [Fact]
    public void A_connection_is_used_once()
    {
        var connection = Transport.Create(FreeAddress(), "");
        using var log = new TransportLog(connection);
        Assert.Throws<InvalidOperationException>(() => connection.Subscribe(log));
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("/relative")]
    public void Only_WebSocket_addresses_are_taken(string address) =>
        Assert.Throws<ArgumentException>(() => Transport.Create(new Uri(address, UriKind.RelativeOrAbsolute), ""));

    static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/chat");
    }
}
