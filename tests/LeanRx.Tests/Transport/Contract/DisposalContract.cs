using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reactive.Concurrency;
using System.Text;

namespace LeanRx.Tests.Transport;

/// <summary>What becomes of a connection that nobody wants any more.</summary>
public abstract class DisposalContract
{
    ITransport Transport => Make(TaskPoolScheduler.Default);

    /// <summary>Makes the transport that is tried.</summary>
    protected abstract ITransport Make(IScheduler scheduler);

    [Fact]
    public async Task Disposing_sends_what_was_sent_before_then_a_close_frame_with_1000()
    {
        var seen = new TaskCompletionSource<(int Messages, WebSocketCloseStatus? Status)>();
        await using var server = new RawWebSocketServer(async peer =>
        {
            var buffer = new byte[1024];
            var messages = 0;
            while ((await peer.ReadAsync(buffer)).Type != WebSocketMessageType.Close)
                messages++;
            seen.SetResult((messages, peer.Socket.CloseStatus));
            await peer.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, peer.Token);
        });
        var connection = Transport.Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        for (var i = 0; i < 1000; i++)
            connection.Send(new byte[200], isText: false);
        log.Unsubscribe();
        Assert.Equal((1000, WebSocketCloseStatus.NormalClosure), await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await server.WhenAllGoneAsync();
    }

    [Fact]
    public async Task Nothing_comes_after_the_subscription_was_disposed()
    {
        var disposed = new TaskCompletionSource();
        await using var server = new RawWebSocketServer(async peer =>
        {
            await disposed.Task;
            for (var i = 0; i < 100; i++)
                await peer.SendAsync(new byte[100]);
            await peer.EchoAsync();
        });
        var connection = Transport.Create(server.Address, "");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        log.Unsubscribe();
        disposed.SetResult();
        await server.WhenAllGoneAsync();
        Assert.Equal(1, log.Count);
    }

    [Fact]
    public async Task Disposing_in_the_call_of_opened_closes_the_socket()
    {
        await using var server = new RawWebSocketServer(peer => peer.EchoAsync());
        var opened = new TaskCompletionSource();
        TransportLog? log = null;
        log = new TransportLog(Transport.Create(server.Address, ""))
        {
            Heard = _ =>
            {
                log!.Unsubscribe();
                opened.SetResult();
            },
        };
        await opened.Task;
        await server.WhenAllGoneAsync();
        Assert.Equal(1, log.Count);
        log.Dispose();
    }

    [Fact]
    public async Task Disposing_while_dialling_cancels_the_dial()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var log = new TransportLog(Transport.Create(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), ""));
        using var accepted = await listener.AcceptTcpClientAsync();
        log.Unsubscribe();
        var buffer = new byte[4096];
        while (await ReadOrZeroAsync(accepted.GetStream(), buffer) > 0)
            Assert.StartsWith("GET ", Encoding.ASCII.GetString(buffer));
        Assert.Equal(0, log.Count);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_dial_leaves_no_connection_at_whatever_instant_it_is_disposed_of()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var buffer = new byte[4096];
        for (var instant = 0; instant < 500; instant++)
        {
            using var log = new TransportLog(Transport.Create(address, ""));
            using var accepted = await listener.AcceptTcpClientAsync();
            Thread.SpinWait(instant * 5);
            log.Unsubscribe();
            while (await ReadOrZeroAsync(accepted.GetStream(), buffer) > 0)
                Assert.StartsWith("GET ", Encoding.ASCII.GetString(buffer));
        }
    }

    static async Task<int> ReadOrZeroAsync(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [Fact]
    public async Task A_peer_that_never_answers_the_close_frame_is_left_after_two_seconds_of_the_scheduler()
    {
        var scheduler = new Microsoft.Reactive.Testing.TestScheduler();
        var closing = new TaskCompletionSource();
        await using var server = new RawWebSocketServer(async peer =>
        {
            Assert.Equal(WebSocketMessageType.Close, (await peer.ReadAsync(new byte[100])).Type);
            closing.SetResult();
            while (await peer.Stream.ReadAsync(new byte[100], peer.Token) > 0)
                continue;
        });
        using var log = new TransportLog(Make(scheduler).Create(server.Address, ""));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        log.Unsubscribe();
        await closing.Task.WaitAsync(TimeSpan.FromSeconds(30));
        scheduler.AdvanceBy(TimeSpan.FromSeconds(2).Ticks - 1);
        Assert.Equal(1, server.Open);
        scheduler.AdvanceBy(1);
        await server.WhenAllGoneAsync();
    }
}
