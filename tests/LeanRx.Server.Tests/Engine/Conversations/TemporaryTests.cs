using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Tests;

/// <summary>Temporary conversations (S170, protocol.md §7.2).</summary>
public class TemporaryTests
{
    readonly World _world = new(new ServerOptions { Limits = ServerLimits.Default with { ReadTimeout = TimeSpan.FromDays(100) } });

    static ConversationFrame Temporary(int? seconds, params string[] members) =>
        new() { Operation = ConversationOperations.Start, IsTemporary = true, TemporaryTtl = seconds, Members = members };

    [Theory]
    [InlineData(null, 86_400)]
    [InlineData(0, 86_400)]
    [InlineData(60, 60)]
    [InlineData(100 * 86_400, 30 * 86_400)]
    public void The_life_is_a_day_unless_wished_otherwise_and_30_days_at_most(int? wished, int granted)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));

        var started = tom.Do(Temporary(wished, "Jerry"));

        Assert.Equal((granted, true, null), (started.TemporaryTtl, started.IsTemporary, started.UniqueId));
        Assert.StartsWith("_tmp:", started.ConversationId, StringComparison.Ordinal);
        Assert.Equal([ConversationOperations.Joined, ConversationOperations.MembersJoined], jerry.TakeAll().Cast<ConversationFrame>()
            .Select(it => it.Operation!));
    }

    [Fact]
    public async Task When_its_time_is_over_it_is_gone_from_everywhere()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        tom.Say(conversation, "hurry");

        _world.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal("hurry", Assert.Single(tom.History(conversation)).Data);
        _world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCodes.TemporaryConversationExpired, tom.Fail(new LogsFrame { ConversationId = conversation }).Code);
        Assert.Equal(ErrorCodes.TemporaryConversationExpired, tom.Say(conversation, "too late").Code);
        Assert.Null(await _world.Store.Conversations.FindAsync("demo", conversation, TestContext.Current.CancellationToken));
        jerry.Drop();
        _world.Login("Jerry").AssertQuiet();
    }

    public static TheoryData<string> Operations => new(
        "direct", "direct will", "logs", "patch", "blacklist", "blacklist-query", "blacklist-check", "blacklist-own",
        ConversationOperations.Add, ConversationOperations.Remove, ConversationOperations.Update, ConversationOperations.Mute, ConversationOperations.Unmute,
        ConversationOperations.Count, ConversationOperations.Members, ConversationOperations.MaxRead, ConversationOperations.MemberInfoUpdate,
        ConversationOperations.AddSilence, ConversationOperations.RemoveSilence, ConversationOperations.QuerySilence, ConversationOperations.CheckSilence);

    [Theory]
    [MemberData(nameof(Operations))]
    public void Whatever_is_done_to_one_that_is_over_is_refused_because_it_is_over(string operation)
    {
        var tom = _world.Login("Tom");
        var id = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        tom.TakeAll();
        _world.Pass(TimeSpan.FromSeconds(60));

        tom.Send(operation switch
        {
            "direct" => new DirectFrame { ConversationId = id, Body = "too late" },
            "direct will" => new DirectFrame { ConversationId = id, Body = "too late", IsWill = true },
            "logs" => new LogsFrame { ConversationId = id },
            "patch" => new PatchFrame
            {
                Operation = PatchOperations.Modify,
                Patches = [new PatchItem { ConversationId = id, MessageId = "m", Data = "too late" }]
            },
            "blacklist" => new BlacklistFrame { Operation = BlacklistOperations.Block, SourceConversationId = id, TargetClientIds = ["Jerry"] },
            "blacklist-query" => new BlacklistFrame { Operation = BlacklistOperations.Query, SourceConversationId = id },
            "blacklist-check" => new BlacklistFrame { Operation = BlacklistOperations.CheckBlock, SourceConversationId = id, TargetClientIds = ["Jerry"] },
            "blacklist-own" => new BlacklistFrame { Operation = BlacklistOperations.Block, SourceClientId = "Tom", TargetConversationIds = [id] },
            _ => new ConversationFrame
            {
                Operation = operation,
                ConversationId = id,
                Members = ["Jerry"],
                Attributes = Moves.Json("{}"),
                MemberInfo = new MemberInfo("Jerry", MemberRoles.Manager, null)
            },
        });

        var code = Assert.Single(tom.TakeAll()) switch
        {
            AckFrame ack => ack.Code,
            ErrorFrame error => error.Code,
            BlacklistFrame { FailedClientIds: [var failure] } => failure.Code,
            var other => throw new InvalidOperationException($"{other}"),
        };
        Assert.Equal(ErrorCodes.TemporaryConversationExpired, code);
    }

    [Fact]
    public async Task An_operator_is_told_so_too()
    {
        var tom = _world.Login("Tom");
        var id = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        _world.Pass(TimeSpan.FromSeconds(60));
        var (operators, moderation) = (_world.Operator(), _world.Engine.Applications["demo"].Moderation);

        foreach (var work in new Func<Task>[]
        {
            async () => await operators.Messages.SendAsync(id, new SystemMessage("service", "too late")),
            async () => await operators.Messages.DeleteAsync(id, "m"),
            async () => await operators.Messages.CountUnreadAsync("Tom", id),
            async () => await moderation.FindRolesAsync(id),
            async () => await moderation.SilenceAsync(id, ["Jerry"]),
            async () => await moderation.BlockConversationAsync("Tom", id),
        })
            Assert.Equal(ErrorCodes.TemporaryConversationExpired, (await Assert.ThrowsAsync<OperationRefusedException>(work)).Code);
    }

    [Fact]
    public void The_same_members_get_the_same_one_while_it_lives()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var first = tom.Do(Temporary(60, "Jerry"));
        jerry.TakeAll();

        _world.Pass(TimeSpan.FromSeconds(20));
        var again = jerry.Do(Temporary(60, "Tom"));
        Assert.Equal((first.ConversationId, 40, true), (again.ConversationId, again.TemporaryTtl, again.IsExisting));
        _world.Pass(TimeSpan.FromSeconds(40));

        Assert.NotEqual(first.ConversationId, tom.Do(Temporary(60, "Jerry")).ConversationId);
    }

    [Fact]
    public void It_does_not_change_and_holds_ten_at_most()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(Temporary(60, "Jerry")).ConversationId;
        tom.TakeAll();

        Assert.Equal(ErrorCodes.ConversationReadOnly,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = conversation, Members = ["Bob"] }).Code);
        Assert.Equal(ErrorCodes.ConversationReadOnly,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = conversation, Members = ["Tom"] }).Code);
        Assert.Equal(ErrorCodes.ConversationReadOnly,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Update, ConversationId = conversation, Attributes = Moves.Json("{}") }).Code);
        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = conversation }).Code);
        Assert.Equal(ErrorCodes.ConversationFull, tom.Fail(Temporary(60, [.. Enumerable.Range(0, 10).Select(number => $"c{number}")])).Code);
        Assert.Equal(ConversationOperations.Started, tom.Do(Temporary(60, [.. Enumerable.Range(0, 9).Select(number => $"c{number}")])).Operation);
    }

    [Fact]
    public void It_is_found_by_its_id_and_not_among_normal_ones()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        tom.TakeAll();
        _world.Pass(TimeSpan.FromSeconds(10));

        var found = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            TemporaryConversationIds = [conversation, "_tmp:nowhere"]
        }).Results!.Value;

        var only = Assert.Single(found.EnumerateArray());
        Assert.Equal((conversation, true, 50, 4),
            (only.GetProperty("objectId").GetString(), only.GetProperty("temp").GetBoolean(), only.GetProperty("ttl").GetInt32(), only.GetProperty("conv_type")
            .GetInt32()));
        Assert.Empty(tom.Do(new ConversationFrame { Operation = ConversationOperations.Query }).Results!.Value.EnumerateArray());
    }

    [Theory]
    [InlineData("""{"objectId":{"$ne":"0"}}""")]
    [InlineData("""{"temp":true}""")]
    [InlineData("""{"conv_type":4}""")]
    [InlineData("""{"conv_type":{"$in":[1,2,3,4]},"m":"Tom"}""")]
    [InlineData("""{"$or":[{"temp":true},{"tr":true}]}""")]
    public async Task No_query_finds_it_neither_its_members_nor_strangers_nor_operators(string where)
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var id = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        tom.TakeAll();
        var token = TestContext.Current.CancellationToken;
        foreach (var condition in (string[])[where, $$"""{"objectId":"{{id}}"}""", $$$"""{"objectId":{"$in":["{{{id}}}"]}}"""])
        {
            foreach (var device in (TestDevice[])[tom, eve])
            {
                Assert.Empty(device.Do(new ConversationFrame
                {
                    Operation = ConversationOperations.Query,
                    Where = Moves.Json(condition)
                }).Results!.Value.EnumerateArray());
                Assert.Equal(0, device.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json(condition), Count = 1 }).Count);
            }

            Assert.Empty(await _world.Operator().Conversations.QueryAsync(where: Moves.Json(condition), cancellationToken: token));
        }
    }

    [Fact]
    public async Task One_that_ended_while_no_server_ran_is_found_by_no_query_and_goes_from_the_store()
    {
        var (world, id) = await RestartedAsync(TimeSpan.FromSeconds(90));
        await using var _ = world;
        var token = TestContext.Current.CancellationToken;
        var spike = world.Login("Spike");

        Assert.Empty(await world.Operator().Conversations.QueryAsync(cancellationToken: token));
        Assert.Equal((0, 0),
            (await world.Operator().Conversations.CountAsync(cancellationToken: token), await world.Operator()
            .Conversations.CountAsync(ConversationKind.Temporary, cancellationToken: token)));
        Assert.Empty(spike.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = Moves.Json("""{"temp":true}""")
        }).Results!.Value.EnumerateArray());
        world.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Null(await world.Store.Conversations.FindAsync("demo", id, token));
    }

    [Fact]
    public async Task One_that_a_server_finds_in_its_store_goes_when_its_time_is_over()
    {
        var (world, id) = await RestartedAsync(TimeSpan.FromSeconds(30));
        await using var _ = world;
        var token = TestContext.Current.CancellationToken;

        world.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(id, Assert.Single(await world.Operator().Conversations.QueryAsync(ConversationKind.Temporary, cancellationToken: token)).Id);
        Assert.Equal((0, 1),
            (await world.Operator().Conversations.CountAsync(cancellationToken: token), await world.Operator()
            .Conversations.CountAsync(ConversationKind.Temporary, cancellationToken: token)));
        world.Pass(TimeSpan.FromSeconds(2));

        Assert.Null(await world.Store.Conversations.FindAsync("demo", id, token));
        Assert.Empty(await world.Store.Cursors.FindByConversationAsync("demo", id, token));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_at_the_beginning_costs_no_more_than_a_line_in_the_log()
    {
        var log = new LogLines { From = LogLevel.Error };
        await using var world = new World(new ServerOptions { LoggerFactory = log }, new BlindStore());

        world.Pass(TimeSpan.FromSeconds(1));

        Assert.IsType<IOException>(Assert.Single(log.All).Exception);
        Assert.StartsWith("_tmp:", world.Login("Tom").Do(Temporary(60, "Jerry")).ConversationId, StringComparison.Ordinal);
    }

    /// <summary>A server that begins so long after another made a temporary conversation of a minute.</summary>
    static async Task<(World World, string Id)> RestartedAsync(TimeSpan later)
    {
        await using var world = new World();
        var id = world.Login("Tom").Do(Temporary(60, "Jerry")).ConversationId!;
        return (new World(store: world.Store, start: World.Noon + later), id);
    }

    sealed class BlindStore : ForwardingStore
    {
        public BlindStore() : base(new InMemoryMessageStore()) => Conversations = new Blind(Inner.Conversations);

        public override IConversationStore Conversations { get; }
    }

    sealed class Blind(IConversationStore inner) : ForwardingConversationStore(inner)
    {
        public override ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query,
            CancellationToken cancellationToken = default) => throw new IOException("The disk does not answer.");
    }

    [Fact]
    public void Messages_wait_for_who_is_away_while_it_lives()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(Temporary(60, "Jerry")).ConversationId!;
        tom.TakeAll();
        tom.Say(conversation, "hi");

        var jerry = _world.Login("Jerry", Dialect.OfflineMessages);

        var message = jerry.Take<DirectFrame>();
        Assert.Equal(("hi", true, 4), (message.Body, message.IsOffline, message.ConversationType));
    }
}
