using System.Reflection;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The pool has few threads, and sends need them: what walks conversations does so on its own.</summary>
public class QueryThreadTests : RestTest
{
    [Fact]
    public async Task Queries_do_not_walk_on_threads_that_sends_need()
    {
        var store = ThreadNotingStore.Over(new InMemoryMessageStore(), out var threads);
        var server = await StartAsync(new LeanServerOptions { Store = store });
        await CreateAsync(server, "conversations", """{"m":["jerry"],"name":"one"}""");
        await using var tom = new LeanClient(new LeanClientOptions { Server = server.Url, ApplicationId = "demo", ClientId = "tom", RequireTls = false });
        await tom.OpenAsync(Patience);
        threads.Noted.Clear();

        await tom.QueryConversationsAsync(cancellationToken: Patience);
        await AskAsync(server, "GET", "/1.1/classes/_Conversation?count=1&limit=0");
        await AskAsync(server, "GET", "/1.1/scan/classes/_Conversation?limit=4");

        Assert.Equal(
            [("QueryConversationsAsync", false), ("QueryConversationsAsync", false), ("CountConversationsAsync", false), ("ScanConversationsAsync", false)],
            threads.Noted);
    }

    public class ThreadNotingStore : DispatchProxy
    {
        IMessageStore _inner = null!;

        public List<(string Method, bool IsOfPool)> Noted { get; } = [];

        public static IMessageStore Over(IMessageStore inner, out ThreadNotingStore noting)
        {
            var store = Create<IMessageStore, ThreadNotingStore>();
            noting = (ThreadNotingStore)(object)store;
            noting._inner = inner;
            return store;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name.Contains("Conversations", StringComparison.Ordinal))
                Noted.Add((targetMethod.Name, Thread.CurrentThread.IsThreadPoolThread));
            return targetMethod.Invoke(_inner, args);
        }
    }
}
