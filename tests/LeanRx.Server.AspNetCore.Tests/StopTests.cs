using System.Diagnostics;
using System.Net.Sockets;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Tests;

public class StopTests : ServerTest
{
    /// <summary>A tenth of it is enough on a quiet machine; a host that waits for something gives up after twice as long.</summary>
    static readonly TimeSpan CleanEnd = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task What_was_stored_was_acked_before_the_sockets_close()
    {
        var store = new InMemoryMessageStore();
        var server = await StartAsync(new LeanServerOptions { Store = store, OwnsStore = false });
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom", "jerry");

        for (var i = 0; i < 500; i++)
            await tom.SendAsync($$"""{"cmd":"direct","cid":"{{conversation}}","msg":"{{i}}","i":{{100 + i}},"peerId":"tom"}""");
        await tom.ReceiveAsync(frame => frame.GetProperty("cmd").GetString() == "ack");
        var stopping = server.StopAsync(Patience);
        var acked = 1 + await CountAcksAsync(tom);
        await stopping;

        Assert.Equal(1001, (int?)tom.Socket.CloseStatus);
        var stored = await store.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = conversation, Limit = 1000 }, Patience);
        Assert.Equal(stored.Count, acked);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_client_that_does_not_answer_the_close_does_not_hold_up_the_end()
    {
        var server = await StartAsync();
        var clients = new List<RawConnection>();
        for (var i = 0; i < 20; i++)
            clients.Add(Own(await RawConnection.ConnectAsync(server.Url, Patience)));

        var clock = Stopwatch.StartNew();
        await server.StopAsync(Patience);
        Assert.True(clock.Elapsed < CleanEnd, $"It took {clock.Elapsed}.");
        foreach (var client in clients)
            Assert.Equal(1001, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Once_stopped_the_port_is_free_and_nobody_is_let_in()
    {
        var server = await StartAsync();
        await server.StopAsync(Patience);
        await Assert.ThrowsAsync<SocketException>(() => RawConnection.ConnectAsync(server.Url, Patience));

        var next = await StartAsync(new LeanServerOptions { Url = server.Url });
        Assert.Equal(server.Url, next.Url);
    }

    [Fact]
    public async Task Stopping_twice_and_disposing_is_stopping()
    {
        var server = await LeanServer.StartAsync(cancellationToken: Patience);
        await Task.WhenAll(server.StopAsync(Patience), server.StopAsync(Patience));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Dropped_connections_break_and_the_server_goes_on()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await client.LoginAsync("tom");
        server.DropConnections();
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(client.ReceiveCloseAsync);

        var again = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await again.LoginAsync("tom");
    }

    [Fact]
    public async Task A_client_that_leaves_is_offline_at_once()
    {
        var server = await StartAsync();
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        var jerry = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await tom.LoginAsync("tom");
        await jerry.LoginAsync("jerry");
        Assert.Equal(["jerry"], await OnlineAsync(2));

        await jerry.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "", Patience);
        var serialId = 3;
        while ((await OnlineAsync(serialId)).Length > 0)
            serialId++;

        async Task<string[]> OnlineAsync(int i)
        {
            var result = await tom.AskAsync(i, $$"""{"cmd":"session","op":"query","sessionPeerIds":["jerry"],"i":{{i}},"peerId":"tom"}""");
            return [.. result.GetProperty("onlineSessionPeerIds").EnumerateArray().Select(id => id.GetString()!)];
        }
    }

    static async Task<int> CountAcksAsync(RawClient client)
    {
        var acks = 0;
        while (await client.TryReceiveAsync() is { } frame)
            if (frame.GetProperty("cmd").GetString() == "ack")
                acks++;
        return acks;
    }
}
