using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>How many messages a client has not read, as an operator or a page that is not logged in asks for it (protocol.md §10.1).</summary>
public class UnreadCountTests
{
    readonly World _world = new();

    ValueTask<int> CountAsync(string clientId, string? conversationId = null) =>
        _world.Operator().Messages.CountUnreadAsync(clientId, conversationId, TestContext.Current.CancellationToken);

    ValueTask<IReadOnlyList<MemberCursor>> CursorsAsync(string clientId) =>
        _world.Store.Cursors.FindByClientAsync("demo", clientId, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Counting_for_a_client_that_was_never_here_leaves_no_trace()
    {
        var service = await _world.ServiceAsync();
        await _world.BroadcastAsync(service, "one");
        _world.Pass(TimeSpan.FromMinutes(1));
        await _world.BroadcastAsync(service, "two");

        Assert.Equal(1, await CountAsync("zoe", service));
        Assert.Equal(1, await CountAsync("zoe"));
        _world.Pass(TimeSpan.FromSeconds(2));

        Assert.Empty(await CursorsAsync("zoe"));
        Assert.Equal("two", _world.Login("zoe", Dialect.OfflineMessages).TakeBodies());
    }

    [Fact]
    public async Task The_count_of_a_newcomer_is_what_its_login_will_tell()
    {
        var (service, other) = (await _world.ServiceAsync(), await _world.ServiceAsync());
        await _world.BroadcastAsync(service, "one");
        _world.Pass(TimeSpan.FromMinutes(1));
        await _world.BroadcastAsync(other, "two");

        Assert.Equal((0, 1, 1), (await CountAsync("zoe", service), await CountAsync("zoe", other), await CountAsync("zoe")));
        Assert.Equal("1:two", _world.Login("zoe").TakeUnread());
    }

    [Fact]
    public async Task The_count_of_all_has_the_broadcasts_of_services_where_the_client_never_was()
    {
        await _world.Operator().Conversations.CreateAsync(new NewConversation { Members = ["Tom"] }, TestContext.Current.CancellationToken);
        var (service, other) = (await _world.ServiceAsync(), await _world.ServiceAsync());
        await _world.BroadcastAsync(service, "over", TimeSpan.FromMinutes(1));
        await _world.BroadcastAsync(service, "one");
        await _world.BroadcastAsync(other, "two");
        _world.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal((1, 1, 2), (await CountAsync("Tom", service), await CountAsync("Tom", other), await CountAsync("Tom")));

        Assert.Equal(["1:one", "1:two"], _world.Login("Tom").TakeUnread().Split(' ').Order());
        Assert.Equal(2, await CountAsync("Tom"));
    }

    [Fact]
    public async Task A_conversation_that_is_deleted_meanwhile_is_left_out_of_the_count_of_all()
    {
        var store = new HeldStore();
        await using var world = new World(store: store);
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var (kept, deleted) = (tom.Start(["Jerry"]), tom.Start(["Jerry", "Mary"]));
        tom.Say(kept, "stays");
        tom.Say(deleted, "goes");
        jerry.Drop();

        store.Hold = new TaskCompletionSource();
        var reading = world.Operator()
            .Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = deleted }, TestContext.Current.CancellationToken).AsTask();
        var count = world.Operator().Messages.CountUnreadAsync("Jerry", cancellationToken: TestContext.Current.CancellationToken).AsTask();
        var deleting = world.Operator().Conversations.DeleteAsync(deleted, TestContext.Current.CancellationToken).AsTask();
        store.Hold.SetResult();
        await Task.WhenAll(reading, deleting);

        Assert.Equal(2, await count);
        Assert.Equal(1, await world.Operator().Messages.CountUnreadAsync("Jerry", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_conversation_that_is_not_there_is_refused_and_so_is_an_id_that_no_client_can_have()
    {
        var service = await _world.ServiceAsync();

        Assert.Equal(ErrorCodes.ConversationNotFound,
            (await Assert.ThrowsAsync<OperationRefusedException>(async () => await CountAsync("Tom", "nowhere"))).Code);
        Assert.Equal(ErrorCodes.InvalidLogin,
            (await Assert.ThrowsAsync<OperationRefusedException>(async () => await CountAsync(new string('x', 65), service))).Code);
        Assert.Equal(ErrorCodes.InvalidLogin, (await Assert.ThrowsAsync<OperationRefusedException>(async () => await CountAsync(""))).Code);
    }

    /// <summary>Reads of history wait for the test.</summary>
    sealed class HeldStore : ForwardingStore
    {
        readonly HeldLog _log;

        public HeldStore() : base(new InMemoryMessageStore()) => _log = new(Inner.Messages);

        public TaskCompletionSource? Hold
        {
            get => _log.Hold;
            set => _log.Hold = value;
        }

        public override IMessageLog Messages => _log;
    }

    sealed class HeldLog(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public TaskCompletionSource? Hold { get; set; }

        public override async ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default)
        {
            if (Hold is { } hold)
                await hold.Task;
            return await Inner.ReadHistoryAsync(query, cancellationToken);
        }
    }
}
