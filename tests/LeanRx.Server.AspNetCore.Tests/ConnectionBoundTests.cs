using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;
using LeanRx.Server.AspNetCore.Sockets.Internal;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Connections stay below what the process may open; those above are told so, and the others notice nothing.</summary>
[Trait("Speed", "slow")]
public class ConnectionBoundTests : ServerTest
{
    [Theory]
    [InlineData(20_000, 17_276, 2500)]
    [InlineData(1024, 672, 128)]
    [InlineData(256, 16, 32)]
    [InlineData(64, 16, 16)]
    public void By_default_there_is_room_below_the_process_limit(int limit, int connections, int files)
    {
        Assert.Equal((connections, files), (ProcessFiles.MostConnections(limit), ProcessFiles.MostFiles(limit)));
        Assert.InRange(ProcessFiles.Limit(), 64, int.MaxValue);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(null, 4)]
    public async Task One_more_than_the_bound_is_answered_503_and_the_others_go_on(int? most, int? ofOneAddress)
    {
        var server = await StartAsync(new LeanServerOptions { MaxConnections = most, MaxConnectionsPerAddress = ofOneAddress });
        var clients = new List<RawClient>();
        for (var count = 0; count < 4; count++)
            clients.Add(Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3")));

        using (var answer = await Http.GetAsync(new Uri(server.Url, "/v1/route?appId=demo"), Patience))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
            Assert.Contains("as many connections as", await answer.Content.ReadAsStringAsync(Patience), StringComparison.Ordinal);
        }

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        await clients[0].LoginAsync("tom");

        await clients[3].Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience);
        await clients[3].DisposeAsync();
        await RetryAsync(server);
    }

    [Fact]
    public async Task Those_who_come_above_the_bound_and_ask_nothing_are_closed()
    {
        var server = await StartAsync(new LeanServerOptions { MaxConnections = 2, CloseTimeout = TimeSpan.FromMilliseconds(50) });
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        var silent = Enumerable.Range(0, 100).Select(_ => new TcpClient()).ToList();
        foreach (var socket in silent)
            await socket.ConnectAsync(server.Url.Host, server.Url.Port, Patience);

        // All but one, whichever found the place: connections accepted one after another are counted side by side.
        var open = silent.Select(EndsAsync).ToList();
        while (open.Count > 1)
        {
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            Assert.True(await ended);
        }

        await tom.LoginAsync("tom");
        silent.ForEach(socket => socket.Dispose());
        Assert.True(await open[0]);
        await RetryAsync(server);
    }

    [Fact]
    public async Task A_client_is_told_that_the_server_itself_may_be_full()
    {
        var server = await StartAsync(new LeanServerOptions { MaxConnections = 1 });
        Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await using var tom = new LeanClient(new LeanClientOptions(server.WebSocketUrl, "tom") { RequireTls = false });
        var lost = tom.StateChanges.OfType<ConnectionState.Reconnecting>().FirstAsync().ToTask(Patience);
        var opening = tom.OpenAsync(Patience);
        Assert.Contains("The server takes no more connections now or is stopping, or a proxy before it does not reach it.", (await lost).Cause.Message,
            StringComparison.Ordinal);
        await tom.CloseAsync();
        await Assert.ThrowsAsync<ClientClosedException>(() => opening);
    }

    async Task<bool> EndsAsync(TcpClient socket)
    {
        try
        {
            return await socket.GetStream().ReadAsync(new byte[1], Patience) == 0;
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>A place that became free is found, which the server notices when the peer's end has arrived.</summary>
    async Task RetryAsync(LeanServer server)
    {
        while (true)
        {
            using var answer = await Http.GetAsync(new Uri(server.Url, "/v1/route?appId=demo"), Patience);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
        }
    }
}
