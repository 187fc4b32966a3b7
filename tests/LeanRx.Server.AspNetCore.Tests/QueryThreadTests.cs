using System.Reflection;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The pool has few threads, and sends need them: what walks conversations does so on its own.</summary>
public class QueryThreadTests : RestTest
{
    [Fact]
    public async Task Queries_do_not_walk_on_threads_that_sends_need()
    {
        var store = new ThreadNotingStore();
        var server = await StartAsync(new LeanServerOptions { Store = store });
        await CreateAsync(server, "conversations", """{"m":["jerry"],"name":"one"}""");
        await using var tom = new LeanClient(new LeanClientOptions { Server = server.Url, ApplicationId = "demo", ClientId = "tom", RequireTls = false });
        await tom.OpenAsync(Patience);
        store.Noted.Clear();

        await tom.QueryConversationsAsync(cancellationToken: Patience);
        await AskAsync(server, "GET", "/1.1/classes/_Conversation?count=1&limit=0");
        await AskAsync(server, "GET", "/1.1/scan/classes/_Conversation?limit=4");

        Assert.Equal(
            [("QueryAsync", false), ("QueryAsync", false), ("CountAsync", false), ("ScanAsync", false)],
            store.Noted.Where(static call => call.Method is "QueryAsync" or "CountAsync" or "ScanAsync"));
    }

    sealed class ThreadNotingStore : ForwardingStore
    {
        readonly ThreadNotingRole _role;

        public ThreadNotingStore() : base(new InMemoryMessageStore()) => (Conversations, _role) = ThreadNotingRole.Over(Inner.Conversations);

        public List<(string Method, bool IsOfPool)> Noted => _role.Noted;

        public override IConversationStore Conversations { get; }
    }

    public class ThreadNotingRole : DispatchProxy
    {
        IConversationStore _inner = null!;

        public List<(string Method, bool IsOfPool)> Noted { get; } = [];

        public static (IConversationStore Role, ThreadNotingRole Noting) Over(IConversationStore inner)
        {
            var role = Create<IConversationStore, ThreadNotingRole>();
            var noting = (ThreadNotingRole)(object)role;
            noting._inner = inner;
            return (role, noting);
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Noted.Add((targetMethod!.Name, Thread.CurrentThread.IsThreadPoolThread));
            return targetMethod.Invoke(_inner, args);
        }
    }
}
