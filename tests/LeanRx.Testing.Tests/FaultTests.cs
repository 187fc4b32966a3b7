using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>Each fault does what it says, at its instant, and nothing else.</summary>
public class FaultTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat;
    readonly Recording<string> _heard;

    public FaultTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _heard = _jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
    }

    void Apply(params NetworkFault[] faults) => new FaultPlan(faults).ApplyTo(_world);

    [Fact]
    public void The_next_ack_alone_is_lost_and_its_send_runs_into_its_time_out()
    {
        Apply(new DropNextFault(TimeSpan.Zero, "Tom", FrameDirection.Received, "ack"));
        var start = _world.Clock.Now;
        var lost = _chat.SendAsync("lost ack");
        var whole = _chat.SendAsync("whole");

        Assert.Throws<CommandTimeoutException>(() => _world.Run(lost));
        Assert.Equal(TimeSpan.FromSeconds(20), _world.Clock.Now - start);
        Assert.True(whole.IsCompletedSuccessfully);
        _heard.AssertValues("lost ack", "whole");
        Assert.Equal(("Tom", FrameDirection.Received), _world.Network.Lost.Select(it => (it.ClientId, it.Direction)).Single());
        Assert.IsType<AckFrame>(_world.Network.Lost[0].Frame);
    }

    [Fact]
    public void The_next_delivery_alone_comes_twice_and_is_heard_once()
    {
        Apply(new DuplicateNextFault(TimeSpan.Zero, "Jerry", FrameDirection.Received, "direct"));
        var frames = _jerry.Frames.Where(it => it is { Direction: FrameDirection.Received, Frame: DirectFrame }).Record(_world.Scheduler);
        _world.Run(_chat.SendAsync("one"));
        _world.Run(_chat.SendAsync("two"));
        _world.AdvanceBy(Second);

        Assert.Equal(3, frames.Values.Count);
        _heard.AssertValues("one", "two");
    }

    [Fact]
    public void Losses_in_one_direction_leave_the_other_whole()
    {
        Apply(new DropFault(TimeSpan.Zero, TimeSpan.FromMinutes(1), Rate: 1, FrameDirection.Received));
        _ = _chat.SendAsync("heard by the server alone");
        _world.AdvanceBy(Second);

        Assert.All(_world.Network.Lost, lost => Assert.Equal(FrameDirection.Received, lost.Direction));
        Assert.Equal(2, _world.Network.Lost.Count);
        _heard.AssertValues();
    }

    [Fact]
    public void Connections_overtake_each_other_and_none_overtakes_itself()
    {
        var spike = _world.CreateClient("Spike");
        _world.Run(spike.OpenAsync());
        _world.Run(_chat.AddMembersAsync(["Spike"]));
        var order = new List<string>();
        _jerry.Messages.OfType<TextMessage>().Subscribe(message => order.Add($"Jerry {message.Text}"));
        spike.Messages.OfType<TextMessage>().Subscribe(message => order.Add($"Spike {message.Text}"));
        Apply(new ReorderFault(TimeSpan.Zero, TimeSpan.FromMinutes(1), By: 4 * Second));

        _ = _chat.SendAsync("1");
        _world.AdvanceBy(TimeSpan.FromMilliseconds(1));
        _ = _chat.SendAsync("2");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        // The server told Jerry first, each time.
        Assert.Equal(["Spike 1", "Spike 2", "Jerry 1", "Jerry 2"], order);
    }

    [Fact]
    public void A_calendar_that_is_set_changes_dates_and_no_waits()
    {
        Apply(new ClockJumpFault(TimeSpan.Zero, TimeSpan.FromDays(365)), new ClockJumpFault(TimeSpan.Zero, TimeSpan.FromDays(-1), "Tom"));
        var dials = _world.Network.Dials;
        _world.AdvanceBy(TimeSpan.FromMinutes(30));

        var ack = _world.Run(_chat.SendAsync("next year"));
        Assert.Equal(_world.Clock.Now.AddDays(365).AddMilliseconds(-10), ack.Timestamp);
        Assert.Equal(_world.Clock.Now.AddDays(-1), _tom.Options.Scheduler.Now);
        Assert.Equal(_world.Clock.Now, _jerry.Options.Scheduler.Now);
        Assert.Equal(dials, _world.Network.Dials);
    }

    [Fact]
    public void A_server_whose_calendar_is_set_back_still_tells_what_was_missed()
    {
        _world.Network.Cut("Jerry");
        _ = _chat.SendAsync("before");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Apply(new ClockJumpFault(TimeSpan.Zero, TimeSpan.FromDays(-3)), new CutFault(Second, "Jerry"));
        _world.AdvanceBy(Second);
        _ = _chat.SendAsync("after");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        _heard.AssertValues("before", "after");
    }

    [Fact]
    public void A_server_that_restarts_without_its_store_knows_nobody_and_nothing()
    {
        Apply(new ServerRestartFault(TimeSpan.Zero, KeepStore: false));
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.IsType<ConnectionState.Connected>(_tom.State);
        var refusal = Assert.Throws<ServerRejectedException>(() => _world.Run(_chat.SendAsync("anybody here?")));
        Assert.Equal(ErrorCodes.InvalidMessagingTarget, refusal.Code);
    }

    [Fact]
    public void A_server_that_restarts_with_its_store_goes_on()
    {
        Apply(new ServerRestartFault(TimeSpan.Zero));
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        _world.Run(_chat.SendAsync("still here"));
        _world.AdvanceBy(Second);

        _heard.AssertValues("still here");
    }

    [Fact]
    public void While_the_router_is_down_nobody_new_gets_in()
    {
        Apply(new RouterDownFault(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        var spike = _world.CreateClient("Spike");
        var opening = spike.OpenAsync();
        _world.AdvanceBy(TimeSpan.FromSeconds(9));

        Assert.False(opening.IsCompleted);
        var waiting = Assert.IsType<ConnectionState.Reconnecting>(spike.State);
        Assert.Equal("The router http://virtual/ gave no route: The virtual router is down.", waiting.Cause.Message);
        Assert.Equal(2, _world.Network.Dials);
        _world.Run(opening);
    }

    [Fact]
    public void A_server_takes_so_many_dials_a_second_and_refuses_the_rest()
    {
        _world.Network.Conditions = _world.Network.Conditions with { MaxDialsPerSecond = 1 };
        var dials = _world.Network.Dials;
        _world.Network.Cut();
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.True(_world.Network.Dials - dials > 2, "One of the two was refused at least once.");
        Assert.All(_world.Clients, client => Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, client.State));
    }

    [Fact]
    public void A_network_that_heals_forgets_what_was_to_come()
    {
        Apply(new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromDays(1)), new DropNextFault(TimeSpan.Zero, "Tom", FrameDirection.Sent));
        _world.AdvanceBy(Second);
        _world.Network.Heal();
        _world.Network.Cut();
        _world.Run(_chat.SendAsync("healed"));
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        _heard.AssertValues("healed");
    }

    [Fact]
    public void What_was_sent_before_hanging_up_arrives_before_the_end_does()
    {
        _ = _tom.CloseAsync(new CancellationToken(canceled: true));
        Assert.True(_world.Server.Applications["demo"].Clients.IsOnline("Tom"));
        _world.AdvanceBy(TimeSpan.FromMilliseconds(10));
        Assert.False(_world.Server.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public void A_fault_that_names_a_stranger_says_so()
    {
        Apply(new CutFault(Second, "Jery"));
        var error = Assert.Throws<FaultPlanException>(() => _world.AdvanceBy(Second));
        Assert.Equal("new CutFault(TimeSpan.FromMilliseconds(1000), \"Jery\"): the world has no client \"Jery\", but \"Tom\", \"Jerry\".", error.Message);
    }

    [Fact]
    public void A_client_is_not_made_twice_under_one_id_and_tag()
    {
        var error = Assert.Throws<ArgumentException>(() => _world.CreateClient("Tom"));
        Assert.StartsWith("The world has a client \"Tom\" with no tag already: give this one another Tag, or dispose of the first.", error.Message);

        _world.CreateClient("Tom", options => options with { Tag = "phone" });
        error = Assert.Throws<ArgumentException>(() => _world.CreateClient("Tom", options => options with { Tag = "phone" }));
        Assert.StartsWith("The world has a client \"Tom\" with the tag \"phone\" already", error.Message);
    }

    [Fact]
    public void A_client_that_was_disposed_of_may_be_made_again()
    {
        _world.Run(_tom.DisposeAsync().AsTask());
        _world.AdvanceBy(Second);
        _world.Run(_world.CreateClient("Tom").OpenAsync());
    }

    [Fact]
    public void A_join_that_failed_is_not_made_up_for_after_the_next_login()
    {
        var room = _world.Run(_tom.CreateConversationAsync([], new() { IsTransient = true }));
        var jerrys = _world.Run(_jerry.GetConversationAsync(room.Id))!;
        using var cancel = new CancellationTokenSource();
        new FaultPlan(new CutFault(TimeSpan.Zero, "Jerry"), new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromSeconds(20))).ApplyTo(_world);
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        var joining = jerrys.JoinAsync(cancel.Token);
        cancel.Cancel();
        _world.AdvanceBy(TimeSpan.FromMinutes(5));

        Assert.True(joining.IsCanceled);
        Assert.Equal(1, _world.Run(room.CountMembersAsync()));
    }
}
