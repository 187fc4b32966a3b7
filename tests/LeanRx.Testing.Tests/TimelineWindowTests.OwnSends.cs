using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

public partial class TimelineWindowTests
{
    [Fact]
    public void Ones_own_messages_stand_there_from_the_instant_of_the_call()
    {
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        var keys = timeline.Items.Where(list => list.Count > 0).Select(list => list[0].Key).Record(_world.Scheduler);
        _world.Run(_here.SendAsync("mine"));
        Settle();
        items.AssertValues("", "mine…", "mine");
        Assert.Single(keys.Values.Distinct());
    }

    [Fact]
    public void What_is_sent_without_a_connection_stays_below_what_was_missed()
    {
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        Offline(true);
        _ = _here.SendAsync("1");
        _ = _here.SendAsync("2");
        Say("meanwhile");
        Offline(false);
        Assert.Equal("meanwhile 1 2", Texts(items.Values[^1]));
        Assert.All(items.Values, list => Assert.DoesNotContain("1 meanwhile", Texts(list), StringComparison.Ordinal));
        Assert.Equal(Log(), Texts(items.Values[^1]));
    }

    [Fact]
    public void A_message_whose_answer_was_lost_stands_once_and_does_not_move()
    {
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        new FaultPlan(new DropNextFault(TimeSpan.Zero, "Jerry", FrameDirection.Received, "ack"), new CutFault(Second, "Jerry")).ApplyTo(_world);
        _ = _here.SendAsync("mine");
        _world.AdvanceBy(TimeSpan.FromMilliseconds(500));
        _ = _chat.SendAsync("his");
        Settle();
        Assert.Equal(["", "mine…", "mine his"], items.Values.Select(Texts).Distinct());
        Assert.Equal("mine his", Log());
    }

    [Fact]
    public void What_the_server_refuses_is_shown_with_the_reason_and_can_be_sent_again_or_discarded()
    {
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        IReadOnlyList<TimelineItem> last = [];
        var watching = timeline.Items.Subscribe(list => last = list);
        _world.Run(_chat.RemoveMemberAsync("Jerry"));
        foreach (var text in new[] { "one", "two" })
            Assert.Throws<ServerRejectedException>(() => _world.Run(_here.SendAsync(text)));
        Settle();
        Assert.Equal(["gap", "one!", "two!"], last.Select(In));
        watching.Dispose();
        last = [.. last.Skip(1)];
        Assert.IsType<ServerRejectedException>(last[0].Failure);
        Assert.Throws<ServerRejectedException>(() => _world.Run(timeline.RetryAsync(last[0])));
        _world.AdvanceBy(Second);
        timeline.Discard(last[1]);
        _world.Run(_chat.AddMemberAsync("Jerry"));
        _world.Run(Task.WhenAll(timeline.RetryAsync(last[0]), timeline.RetryAsync(last[0])));
        Settle();
        Assert.Equal("one", Log());
        Assert.Equal("one", Texts(items.Values[^1]));
        Assert.Throws<InvalidOperationException>(() => _world.Run(timeline.RetryAsync(last[0])));
        timeline.Discard(last[0]);
        Settle();
        Assert.Equal("one", Texts(items.Values[^1]));
    }

    [Fact]
    public void A_send_of_which_nobody_knew_what_became_of_it_is_shown_as_sent_when_history_has_it()
    {
        var impatient = _world.CreateClient("Jerry", options => options with { Tag = "phone", CommandTimeout = TimeSpan.FromSeconds(2) });
        _world.Run(impatient.OpenAsync());
        var there = _world.Run(impatient.GetConversationAsync(_chat.Id))!;
        using var timeline = there.OpenTimeline();
        var items = Record(timeline);
        new FaultPlan(new DropNextFault(TimeSpan.Zero, "Jerry", FrameDirection.Received, "ack")).ApplyTo(_world);
        Assert.Throws<CommandTimeoutException>(() => _world.Run(there.SendAsync("mine")));
        Settle();
        Assert.Equal("mine", Texts(items.Values[^1]));
        Assert.Equal("mine", Log());
    }

    [Fact]
    public void What_an_earlier_process_left_in_the_outbox_is_shown_as_being_sent()
    {
        var before = _world.CreateClient("Jerry", options => options with { Tag = "laptop", Outbox = _store });
        _world.Run(before.OpenAsync());
        var there = _world.Run(before.GetConversationAsync(_chat.Id))!;
        _world.Run(_jerry.CloseAsync());
        Offline(true);
        _ = there.SendAsync("left");
        _world.AdvanceBy(Second);
        _world.Run(before.DisposeAsync().AsTask());
        Assert.Single(_store.Entries);
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };

        var after = _world.CreateClient("Jerry", options => options with { Tag = "laptop", Outbox = _store });
        _world.Run(after.OpenAsync());
        using var timeline = _world.Run(after.GetConversationAsync(_chat.Id))!.OpenTimeline();
        var items = Record(timeline);
        Settle();
        Assert.Equal("left", Texts(items.Values[^1]));
        Assert.Equal("left", Log());
    }
}
