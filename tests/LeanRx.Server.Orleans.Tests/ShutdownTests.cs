using System.Net;
using System.Net.WebSockets;
using System.Text;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What a node does when it is asked to end, in this order.</summary>
[Collection(Alone.Name)]
public sealed class ShutdownTests(DatabaseServer database) : ProcessTest(database)
{
    const int Count = 20;

    static readonly HttpClient s_http = new();

    int _asked;

    async Task<HttpStatusCode> ReadyAsync(Uri url)
    {
        using var answer = await s_http.GetAsync(new Uri(url, "/ready"), Patience);
        return answer.StatusCode;
    }

    /// <summary>A socket that goes when it is asked to.</summary>
    /// <param name="asked">Told how many have been asked with it.</param>
    async Task<Task> ConnectAsync(Uri url, Action<int> asked)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("lc.json.3");
        await socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws" }.Uri, Patience);
        return GoAsync();

        async Task GoAsync()
        {
            using (socket)
            {
                var buffer = new byte[1024];
                var received = await socket.ReceiveAsync(buffer, Patience);
                Assert.Equal("""{"cmd":"goaway"}""", Encoding.UTF8.GetString(buffer.AsSpan(0, received.Count)));
                asked(Interlocked.Increment(ref _asked));
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Patience);
            }
        }
    }

    [Fact]
    public async Task A_node_that_is_asked_to_end_is_not_ready_lets_its_sockets_go_in_portions_and_hands_over()
    {
        var nodes = await StartNodesAsync(2);
        var (node, url) = (nodes[0].Process, nodes[0].Url);
        var first = new TaskCompletionSource<(HttpStatusCode Ready, int Asked)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sockets = new List<Task>();
        async Task LookAsync() => first.SetResult((await ReadyAsync(url), Volatile.Read(ref _asked)));
        for (var number = 0; number < Count; number++)
            sockets.Add(await ConnectAsync(url, asked => _ = asked == 1 ? LookAsync() : Task.CompletedTask));
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(url));

        node.Terminate();

        var (ready, asked) = await first.Task.WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.True(asked < Count, "All were asked at once.");
        await SharedAsync(nodes: 2);
        await Task.WhenAll(sockets);
        await node.ErrorAsync("slots go to node");
        Assert.Equal(0, await node.WaitForExitAsync());
        await SharedAsync(nodes: 1);
    }
}
