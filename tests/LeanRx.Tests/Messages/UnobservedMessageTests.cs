using System.Reactive.Linq;

namespace LeanRx.Tests.Messages;

/// <summary>What comes before anybody listens (S17).</summary>
public class UnobservedMessageTests
{
    readonly ClientWorld _world = new();

    static IEnumerable<string> Ids(IEnumerable<Message> messages) => messages.Select(message => message.Id);

    [Fact]
    [Trait("Row", "S17")]
    public void Messages_that_came_before_the_first_subscriber_are_delivered_to_it_in_order_before_anything_newer()
    {
        _world.Receive("a");
        _world.Receive("b");
        _world.Settle();
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Receive("c");
        _world.Settle();
        Assert.Equal(["a", "b", "c"], Ids(heard));
    }

    [Fact]
    public void A_message_on_its_way_while_somebody_subscribes_is_heard_once()
    {
        _world.Receive("a");
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Receive("b");
        _world.Settle();
        Assert.Equal(["a", "b"], Ids(heard));
    }

    [Fact]
    public void The_second_subscriber_hears_what_comes_from_then_on()
    {
        _world.Receive("a");
        _world.Settle();
        var first = ClientWorld.Record(_world.Core.Messages);
        var second = ClientWorld.Record(_world.Core.Messages);
        _world.Receive("b");
        _world.Settle();
        Assert.Equal(["a", "b"], Ids(first));
        Assert.Equal(["b"], Ids(second));
    }

    [Fact]
    public void The_first_subscriber_of_a_conversation_gets_what_is_held_of_it_and_leaves_the_rest()
    {
        _world.Receive("a", conversationId: "x");
        _world.Receive("b", conversationId: "y");
        _world.Receive("c", conversationId: "x");
        _world.Settle();
        var x = ClientWorld.Record(_world.Conversation("x").Messages);
        _world.Settle();
        var all = ClientWorld.Record(_world.Core.Messages);
        _world.Receive("d", conversationId: "x");
        _world.Settle();
        Assert.Equal(["a", "c", "d"], Ids(x));
        Assert.Equal(["b", "d"], Ids(all));
    }

    [Fact]
    public void What_a_conversation_hears_is_not_held_for_the_client()
    {
        var x = ClientWorld.Record(_world.Conversation("x").Messages);
        _world.Receive("a", conversationId: "x");
        _world.Settle();
        var all = ClientWorld.Record(_world.Core.Messages);
        _world.Settle();
        Assert.Equal(["a"], Ids(x));
        Assert.Empty(all);
    }

    [Fact]
    public void A_subscriber_that_leaves_in_the_middle_leaves_the_rest_for_the_next()
    {
        foreach (var id in new[] { "a", "b", "c" })
            _world.Receive(id);
        _world.Settle();
        var first = ClientWorld.Record(_world.Core.Messages.Take(1));
        _world.Settle();
        var second = ClientWorld.Record(_world.Core.Messages);
        _world.Settle();
        Assert.Equal(["a"], Ids(first));
        Assert.Equal(["b", "c"], Ids(second));
    }

    [Fact]
    public void A_subscriber_that_left_before_its_turn_takes_nothing_away()
    {
        _world.Receive("a");
        _world.Settle();
        _world.Core.Messages.Subscribe(_ => Assert.Fail("It had left.")).Dispose();
        _world.Settle();
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Settle();
        Assert.Equal(["a"], Ids(heard));
    }

    [Fact]
    public void Messages_are_held_again_after_the_last_subscriber_left()
    {
        var subscription = _world.Core.Messages.Subscribe();
        _world.Settle();
        subscription.Dispose();
        _world.Receive("a");
        _world.Settle();
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Settle();
        Assert.Equal(["a"], Ids(heard));
    }

    [Fact]
    public void Of_more_than_may_be_held_the_oldest_are_dropped_and_one_fault_says_so()
    {
        var world = new ClientWorld(options => options with { MaxHeldMessages = 3 });
        for (var number = 1; number <= 10; number++)
            world.Receive($"m{number}");
        world.Settle();
        var heard = ClientWorld.Record(world.Core.Messages);
        world.Settle();
        Assert.Equal(["m8", "m9", "m10"], Ids(heard));
        Assert.Equal(FaultKind.Overflow, Assert.Single(world.Faults).Kind);
    }

    [Fact]
    public void A_second_overflow_is_a_second_fault()
    {
        var world = new ClientWorld(options => options with { MaxHeldMessages = 1 });
        world.Receive("a");
        world.Receive("b");
        world.Settle();
        world.Core.Messages.Subscribe().Dispose();
        world.Settle();
        world.Core.Messages.Take(1).Subscribe();
        world.Settle();
        world.Receive("c");
        world.Receive("d");
        world.Settle();
        Assert.Equal(2, world.Faults.Count);
    }

    [Fact]
    public void An_observer_that_throws_over_a_held_message_is_unsubscribed_and_the_rest_stays_for_the_next()
    {
        _world.Receive("a");
        _world.Receive("b");
        _world.Settle();
        _world.Core.Messages.Subscribe(_ => throw new InvalidOperationException("no"));
        _world.Settle();
        var heard = ClientWorld.Record(_world.Core.Messages);
        _world.Settle();
        Assert.Equal(["b"], Ids(heard));
        Assert.Equal(FaultKind.Observer, Assert.Single(_world.Faults).Kind);
    }

    [Fact]
    public void Whoever_subscribes_after_the_end_hears_what_was_held_and_the_end()
    {
        _world.Receive("a");
        _world.Core.OnClosed();
        _world.Settle();
        var heard = new List<string>();
        _world.Core.Messages.Subscribe(message => heard.Add(message.Id), () => heard.Add("end"));
        _world.Conversation().Messages.Subscribe(message => heard.Add(message.Id), () => heard.Add("end of conversation"));
        _world.Settle();
        Assert.Equal(["a", "end", "end of conversation"], heard);
    }
}
