using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests;

public class WorldTests
{
    [Fact]
    public void Jerry_hears_what_Tom_sends_while_Jerrys_network_is_cut()
    {
        var world = new VirtualWorld(new TestScheduler());
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        var heard = jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Record(world.Scheduler);

        new FaultPlan(new CutFault(TimeSpan.FromSeconds(1), "Jerry")).ApplyTo(world);
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        world.Run(chat.SendAsync("耗子，起床！"));
        world.AdvanceBy(TimeSpan.FromMinutes(1));

        heard.AssertValues("耗子，起床！");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Jerry_hears_everything_once_and_in_order_on_a_very_bad_day()
    {
        var world = new VirtualWorld(new TestScheduler());
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        var heard = jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Record(world.Scheduler);

        new FaultPlan(
            new HalfOpenFault(TimeSpan.FromHours(1), "Jerry"),
            new ServerRestartFault(TimeSpan.FromHours(2)),
            new ClockJumpFault(TimeSpan.FromHours(3), TimeSpan.FromDays(-1)),
            new RefusedDialsFault(TimeSpan.FromHours(4), TimeSpan.FromMinutes(1)),
            new CutFault(TimeSpan.FromHours(4)),
            new DuplicateNextFault(TimeSpan.FromHours(5), "Jerry", FrameDirection.Received, "direct")).ApplyTo(world);

        for (var minute = 1; minute <= 6 * 60; minute++)
        {
            world.AdvanceBy(TimeSpan.FromMinutes(1));
            _ = chat.SendAsync($"minute {minute}");
        }
        world.AdvanceBy(TimeSpan.FromMinutes(5));

        heard.AssertValues(Enumerable.Range(1, 6 * 60).Select(minute => $"minute {minute}"));
    }

    [Fact]
    public void A_world_runs_on_the_TestScheduler_of_Rx() => Login(new TestScheduler());

    [Fact]
    public void A_world_runs_on_a_HistoricalScheduler() => Login(new HistoricalScheduler());

    [Fact]
    public void A_world_runs_on_a_HistoricalScheduler_that_begins_today() => Login(new HistoricalScheduler(VirtualClock.Epoch));

    static void Login(VirtualClock clock)
    {
        var world = new VirtualWorld(clock);
        var tom = world.CreateClient("Tom");
        var states = tom.StateChanges.Record(world.Scheduler);
        world.Run(tom.OpenAsync());
        world.AdvanceBy(TimeSpan.FromSeconds(1));

        states.AssertValues(new ConnectionState.Disconnected(), new ConnectionState.Connecting(), new ConnectionState.Connected());
        Assert.True(world.Server.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public void Timestamps_are_those_of_the_virtual_clock()
    {
        var world = new VirtualWorld(new TestScheduler());
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        world.AdvanceBy(VirtualClock.Epoch.AddDays(1) - world.Clock.Now);

        var ack = world.Run(chat.SendAsync("a day later"));

        Assert.Equal(VirtualClock.Epoch.AddDays(1).AddMilliseconds(10), ack.Timestamp);
    }

    [Fact]
    public void A_command_that_nothing_will_end_is_told_with_its_time()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var error = Assert.Throws<TimeoutException>(() => world.Run(new TaskCompletionSource().Task, TimeSpan.FromSeconds(2)));
        Assert.StartsWith("The task did not end within 00:00:02 of virtual time", error.Message);
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => world.AdvanceBy(TimeSpan.FromTicks(-1)));
        Assert.StartsWith("Virtual time does not run backwards.", error.Message);
    }

    [Fact]
    public void An_idle_day_keeps_one_connection_alive_by_heartbeats_alone()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        world.AdvanceBy(TimeSpan.FromDays(1));

        Assert.Equal(1, world.Network.Dials);
        Assert.Equal(new ConnectionState.Connected(), tom.State);
    }
}
