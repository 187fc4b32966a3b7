using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Tests;

/// <summary>Law 12: bounded. What is not in use is let go, and nothing is lost with it.</summary>
public class BoundTests
{
    static ConversationFrame Update(string conversation, string attr) =>
        new() { Operation = ConversationOperations.Update, ConversationId = conversation, Attributes = Moves.Json(attr) };

    [Fact]
    [Trait("Speed", "slow")]
    public void A_thousand_logins_sends_and_drops_leave_nothing_behind()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        for (var cycle = 0; cycle < 1000; cycle++)
        {
            var jerry = world.Login("Jerry", cycle % 2 == 0 ? Dialect.OfflineMessages : Dialect.UnreadCountsUntilRead);
            jerry.TakeAll();
            jerry.Say(conversation, "hi");
            tom.Acknowledge(tom.Take<DirectFrame>());
            jerry.Drop(isClean: cycle % 3 == 0);
            world.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((1, 1, 0), (world.ConnectionCount, world.SessionCount, world.Engine.PendingCommandCount));
        Assert.Equal(1000, tom.History(conversation, new LogsFrame { Limit = 1000 }).Count);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Idle_conversations_leave_memory_and_come_back_as_they_were()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Unlimited });
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var first = tom.Start(["Jerry"], jerry);
        tom.Say(first, "one");
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        world.Pass(TimeSpan.FromSeconds(1));

        for (var number = 0; number < 10_000; number++)
            tom.StartRoom();
        tom.TakeAll();

        Assert.True(world.Engine.ConversationsInMemory <= 4096, $"{world.Engine.ConversationsInMemory} conversations are in memory.");
        tom.Say(first, "two");
        Assert.Equal("two", jerry.Take<DirectFrame>().Body);
        Assert.Equal(["one", "two"], tom.History(first).Select(it => it.Data));
        jerry.Drop();
        Assert.Equal(["two"], world.Login("Jerry", Dialect.OfflineMessages).TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
    }

    [Fact]
    public void The_conversation_that_was_used_last_leaves_memory_last()
    {
        var loads = new CountedLoads();
        var world = new World(new ServerOptions { Limits = ServerLimits.Unlimited with { MaxIdleConversations = 16 } }, loads);
        var tom = world.Login("Tom");
        var (busy, quiet) = (tom.Start(["Jerry"]), tom.Start(["Spike"]));

        for (var number = 0; number < 200; number++)
        {
            tom.Start([$"m{number}"]);
            tom.History(busy);
            world.Pass(TimeSpan.FromSeconds(1));
        }
        tom.History(quiet);

        Assert.Equal([quiet], loads.Ids);
        Assert.True(world.Engine.ConversationsInMemory <= 16, $"{world.Engine.ConversationsInMemory} conversations are in memory.");
    }

    [Fact]
    public void Asking_for_conversations_that_are_not_there_keeps_nothing()
    {
        var world = new World();
        var tom = world.Login("Tom");

        for (var number = 0; number < 100; number++)
        {
            tom.Fail(new LogsFrame { ConversationId = $"nowhere{number}" });
            tom.Say($"nowhere{number}", "hi");
        }

        Assert.Equal(0, world.Engine.ConversationsInMemory);
    }

    [Fact]
    public void Columns_grow_to_128_thousand_characters_and_48_levels_at_most()
    {
        var tom = new World().Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var half = new string('x', 60_000);
        tom.Do(Update(conversation, $$"""{"a":"{{half}}"}"""));
        tom.Do(Update(conversation, $$"""{"b":"{{half}}"}"""));

        Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(Update(conversation, $$"""{"z":"{{half}}"}""")).Code);
        Assert.Equal(ConversationOperations.Updated,
            tom.Do(Update(conversation,
            $$"""{"{{string.Join('.', Enumerable.Repeat("d", 32))}}":{{new string('[', 17)}}{{new string(']', 17)}}}""")).Operation);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed,
            tom.Fail(Update(conversation, $$"""{"{{string.Join('.', Enumerable.Repeat("e", 32))}}":{{new string('[', 18)}}{{new string(']', 18)}}}""")).Code);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(Update(conversation, $$"""{"{{string.Join('.', Enumerable.Repeat("f", 33))}}":1}""")).Code);
        Assert.Equal(ErrorCodes.ConversationUpdateFailed,
            tom.Fail(Update(conversation, """{"g":{"__op":"Add","objects":[1]},"g.h":{"__op":"Increment"}}""")).Code);
        Assert.Single(tom.Do(new ConversationFrame { Operation = ConversationOperations.Query }).Results!.Value.EnumerateArray());
    }

    [Fact]
    public void One_connection_carries_a_thousand_logins_at_most()
    {
        var world = new World();
        var device = world.Connect();
        for (var number = 0; number < 1000; number++)
            device.Open($"c{number}");
        device.TakeAll();

        device.Open("one too many");

        Assert.Equal(ErrorCodes.AppQuotaExceeded, device.Take<ErrorFrame>().Code);
        Assert.Equal(1000, world.SessionCount);
    }

    [Fact]
    public void A_sink_that_throws_loses_its_connection_and_nobody_else_notices()
    {
        var log = new LogLines { From = LogLevel.Error };
        var world = new World(new ServerOptions { LoggerFactory = log });
        var (tom, bad, jerry) = (world.Login("Tom"), world.Login("Bad"), world.Login("Jerry"));
        var conversation = tom.Start(["Bad", "Jerry"], bad, jerry);
        bad.OnFrame = _ => throw new InvalidOperationException("The host has a fault.");

        Assert.Null(tom.Say(conversation, "hi").Code);

        Assert.Equal("hi", jerry.Take<DirectFrame>().Body);
        Assert.Equal(ErrorCodes.InternalError, bad.CloseCode);
        Assert.Equal(2, world.SessionCount);
        Assert.Single(log.Lines);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Whoever_waits_at_a_gate_enters_in_turn_without_growing_the_stack()
    {
        var gate = new CommandGate();
        Assert.True(gate.TryEnter());
        var order = new List<int>();
        async Task EnterAsync(int number)
        {
            await gate.EnterAsync();
            order.Add(number);
            gate.Leave();
        }
        var waiting = Enumerable.Range(0, 100_000).Select(EnterAsync).ToList();

        gate.Leave();

        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully));
        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 100_000), order);
        Assert.True(gate.TryEnter());
    }

    sealed class CountedLoads : ForwardingStore
    {
        readonly Loads _loads;

        public CountedLoads() : base(new InMemoryMessageStore()) => _loads = new(Inner.Conversations);

        public List<string> Ids => _loads.Ids;

        public override IConversationStore Conversations => _loads;
    }

    sealed class Loads(IConversationStore inner) : ForwardingConversationStore(inner)
    {
        public List<string> Ids { get; } = [];

        public override ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default)
        {
            Ids.Add(conversationId);
            return base.FindAsync(applicationId, conversationId, cancellationToken);
        }
    }
}
