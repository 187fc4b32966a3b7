using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>What queries cost has bounds, and nobody but who asks waits for them.</summary>
public class QueryBoundTests
{
    static readonly ConversationFrame Query = new() { Operation = ConversationOperations.Query, Where = Moves.Json("""{"attr.a":1}""") };

    [Fact]
    public void A_client_asks_one_at_a_time_and_no_more_than_so_many_wait()
    {
        var store = new HeldQueries();
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxWaitingQueries = 3 } }, store);
        var tom = world.Login("Tom");
        for (var number = 0; number < 4; number++)
            tom.Send(Query);
        Assert.Single(store.Asked);
        tom.AssertQuiet();

        var refused = tom.Fail(Query);

        Assert.Equal((ErrorCodes.ConversationQueryFailed, "3 queries of this client wait already."), (refused.Code, refused.Detail));
    }

    [Fact]
    public void Queries_of_many_clients_run_so_many_at_a_time_and_sends_do_not_wait_for_them()
    {
        var store = new HeldQueries();
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxConcurrentQueries = 2 } }, store);
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        foreach (var name in new[] { "a", "b", "c", "Tom" })
            (name == "Tom" ? tom : world.Login(name)).Send(Query);

        Assert.Equal(2, store.Asked.Count);
        Assert.Null(tom.Say(conversation, "hi").Code);
        Assert.Single(tom.History(conversation));
    }

    [Fact]
    public async Task Who_goes_away_calls_its_queries_off()
    {
        var store = new HeldQueries();
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxConcurrentQueries = 1 } }, store);
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        tom.Send(Query);
        tom.Send(Query);
        jerry.Send(Query);

        tom.Drop();

        Assert.True(store.Asked[0].IsCancellationRequested);
        await store.SecondAsked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(store.Asked[1].IsCancellationRequested);
    }

    [Fact]
    public async Task An_operator_s_query_has_bounds_of_its_own()
    {
        var world = new World(new ServerOptions
        {
            Limits = ServerLimits.Default with
            {
                MaxQueryRows = 1,
                MaxOperatorQueryRows = 3,
                ConversationsPerMinute = 0
            }
        });
        var tom = world.Login("Tom");
        for (var number = 0; number < 3; number++)
            tom.Start(["Jerry"]);
        var application = world.Engine.Applications["demo"];
        Assert.Equal(3, await application.Conversations.CountAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCodes.ConversationQueryFailed, tom.Fail(Query).Code);
        tom.Start(["Jerry"]);

        var refusal = await Assert.ThrowsAsync<OperationRefusedException>(async () =>
            await application.Conversations.QueryAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCodes.ConversationQueryFailed, refusal.Code);
    }

    /// <summary>A store whose queries end when they are called off.</summary>
    sealed class HeldQueries : ForwardingStore
    {
        readonly Held _held;

        public HeldQueries() : base(new InMemoryMessageStore()) => _held = new(Inner.Conversations);

        public List<CancellationToken> Asked => _held.Asked;

        public Task SecondAsked => _held.SecondAsked;

        public override IConversationStore Conversations => _held;
    }

    sealed class Held(IConversationStore inner) : ForwardingConversationStore(inner)
    {
        readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<CancellationToken> Asked { get; } = [];

        public Task SecondAsked => _second.Task;

        public override async ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query,
            CancellationToken cancellationToken = default)
        {
            if (query.Budget is null)
                return await base.QueryAsync(query, cancellationToken);
            Asked.Add(cancellationToken);
            if (Asked.Count == 2)
                _second.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return [];
        }
    }
}
