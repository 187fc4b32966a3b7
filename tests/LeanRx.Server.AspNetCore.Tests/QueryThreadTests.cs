using System.Collections.Concurrent;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The pool has few threads, and sends need them: what walks conversations does so on its own.</summary>
[Trait("Speed", "slow")]
public class QueryThreadTests : RestTest
{
    [Fact]
    public async Task Queries_do_not_walk_on_threads_that_sends_need()
    {
        var noted = new ConcurrentQueue<(string Method, bool IsOfPool)>();
        var store = new WatchedStore(new InMemoryMessageStore(), (method, call) =>
        {
            noted.Enqueue((method.Name, Thread.CurrentThread.IsThreadPoolThread));
            return call();
        });
        var server = await StartAsync(new LeanServerOptions { Store = store });
        await CreateAsync(server, "conversations", """{"m":["jerry"],"name":"one"}""");
        await using var tom = new LeanClient(new LeanClientOptions { Server = server.Url, ApplicationId = "demo", ClientId = "tom", RequireTls = false });
        await tom.OpenAsync(Patience);
        noted.Clear();

        await tom.QueryConversationsAsync(cancellationToken: Patience);
        await AskAsync(server, "GET", "/1.1/classes/_Conversation?count=1&limit=0");
        await AskAsync(server, "GET", "/1.1/scan/classes/_Conversation?limit=4");

        Assert.Equal(
            [("QueryAsync", false), ("QueryAsync", false), ("CountAsync", false), ("ScanAsync", false)],
            noted.Where(static call => call.Method is "QueryAsync" or "CountAsync" or "ScanAsync"));
    }
}
