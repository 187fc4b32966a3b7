using System.Reactive.Linq;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Storage;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests;

/// <summary>Three nodes, of which one fails in a way of its own.</summary>
public class NodeFaultTests
{
    readonly VirtualWorld _world = new(new TestScheduler(), new VirtualWorldOptions { Nodes = 3 });

    [Fact]
    public void Whoever_is_connected_to_a_suspended_node_is_answered_when_it_goes_on()
    {
        var chat = Meet(out _, out _);
        var dials = _world.Network.Dials;
        for (var node = 1; node <= 3; node++)
            new FaultPlan(new NodeSuspendedFault(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), node)).ApplyTo(_world);
        // Of several at one time only the first strikes: that is Tom's.
        var sent = chat.SendAsync("hi");
        _world.AdvanceBy(TimeSpan.FromMilliseconds(299));
        Assert.False(sent.IsCompleted);
        _world.Run(sent);

        Assert.Equal(dials, _world.Network.Dials);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_sent_while_a_node_is_given_up_is_heard_once(int node)
    {
        var chat = Meet(out _, out var jerry);
        var heard = jerry.Messages.OfType<TextMessage>().Select(static message => message.Text).Record(_world.Scheduler);
        new FaultPlan(new PartitionFault(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), node)).ApplyTo(_world);
        string[] texts = [.. Enumerable.Range(0, 40).Select(static number => $"{number}")];
        var sent = new List<Task>();
        foreach (var text in texts)
        {
            sent.Add(chat.SendAsync(text));
            _world.AdvanceBy(TimeSpan.FromMilliseconds(200));
        }
        _world.Run(Task.WhenAll(sent));
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        heard.AssertValues(texts);
    }

    [Fact]
    public void Slots_that_move_take_their_conversations_with_them()
    {
        var chat = Meet(out _, out var jerry);
        var heard = jerry.Messages.OfType<TextMessage>().Select(static message => message.Text).Record(_world.Scheduler);
        for (var node = 1; node <= 3; node++)
        {
            new FaultPlan(new SlotMoveFault(TimeSpan.Zero, node)).ApplyTo(_world);
            _world.Run(chat.SendAsync($"{node}"));
        }
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        heard.AssertValues("1", "2", "3");
    }

    [Fact]
    public void What_a_separated_owner_stored_of_a_conversation_is_told_when_it_is_given_up()
    {
        var chat = Meet(out _, out var jerry);
        var named = jerry.ConversationUpdates.Select(static update => update.Changes["name"].GetString()).Record(_world.Scheduler);
        foreach (var node in new[] { 1, 2, 3 })
        {
            new FaultPlan(new PartitionFault(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), node)).ApplyTo(_world);
            _world.AdvanceBy(TimeSpan.FromMilliseconds(1200));
            _ = chat.UpdateAsync(new ConversationChanges { Name = $"{node}" });
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
        }

        named.AssertValues("1", "2", "3");
    }

    [Fact]
    public void What_happens_at_another_node_gets_a_later_time_also_when_the_calendar_was_set_back()
    {
        var chat = Meet(out _, out _);
        for (var node = 1; node <= 3; node++)
        {
            new FaultPlan(new SlotMoveFault(TimeSpan.Zero, node)).ApplyTo(_world);
            _world.Run(chat.UpdateAsync(new ConversationChanges { Name = $"{node}" }));
            _world.JumpClock(TimeSpan.FromHours(-1));
        }

        var kept = _world.Run(((IMessageStore)_world.Store).Notifications.FindAsync(new NotificationQuery { ApplicationId = "demo", ClientId = "Jerry" })
            .AsTask()).Notifications.Where(static push => push.Frame.Contains("\"updated\"", StringComparison.Ordinal));
        Assert.Equal(["1", "2", "3"], kept.OrderBy(static push => push.Timestamp)
            .Select(static push => ((ConversationFrame)JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(push.Frame))).ModifiedAttributes!.Value
                .GetProperty("name").GetString()));
    }

    [Fact]
    public void A_fault_of_a_node_that_is_not_there_is_refused()
    {
        var fault = new SlotMoveFault(TimeSpan.Zero, 4);
        var refused = Assert.Throws<FaultPlanException>(() => new FaultPlan(fault).ApplyTo(_world));
        Assert.Equal($"{fault}: the world has no node 4; it has 3.", refused.Message);
        Assert.Throws<FaultPlanException>(() => new FaultPlan(new PartitionFault(TimeSpan.Zero, TimeSpan.Zero, 1)));
    }

    Conversation Meet(out LeanClient tom, out LeanClient jerry)
    {
        (tom, jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        return _world.Run(tom.CreateConversationAsync(["Jerry"]));
    }
}
