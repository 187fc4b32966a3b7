namespace LeanRx.Tests.Connection;

public class KeepAliveTests
{
    [Fact]
    public void A_heartbeat_leaves_every_20_seconds()
    {
        var world = SessionWorld.Opened();

        world.AdvanceTo(70);

        Assert.Equal([20, 40, 60], BeatsOf(world.Transport.Last));
        Assert.Equal("{}"u8.ToArray(), world.Transport.Last.Sent[^1].Payload);
    }

    [Fact]
    [Trait("Row", "S98")]
    [Trait("Row", "D1")]
    public void Heartbeats_leave_on_every_socket_and_not_on_the_first_alone()
    {
        var world = SessionWorld.Opened();
        for (var drop = 1; drop <= 3; drop++)
        {
            world.AdvanceTo(drop * 1000);
            world.Transport.Last.Close();
        }
        world.AdvanceTo(3070);

        Assert.Equal([1023, 1043, 1063], BeatsOf(world.Transport.Connections[1]).Take(3));
        Assert.Equal([2023, 2043, 2063], BeatsOf(world.Transport.Connections[2]).Take(3));
        Assert.Equal([3023, 3043, 3063], BeatsOf(world.Transport.Connections[3]));
    }

    [Fact]
    public void A_dead_line_is_lost_exactly_45_seconds_after_the_last_answer()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(21);
        world.Transport.AnswersHeartbeats = false;

        AssertLostAt(world, 65);

        Assert.Equal([20, 40, 60], BeatsOf(world.Transport.Connections[0]));
        Assert.Equal("ws://chat.example/ answered no heartbeat for 45 s (KeepAliveTimeout).",
            Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Cause.Message);
        Assert.True(world.Transport.Last.IsDisposed);
        Assert.Equal(["opened", "lost"], world.Handler.Calls);
    }

    [Fact]
    public void A_late_answer_keeps_the_line()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(44);
        world.Transport.Last.ReceiveText("{}");

        AssertLostAt(world, 89);
    }

    public static TheoryData<string> NoAnswers =>
    [
        """{"cmd":"direct","cid":"room","id":"m1","timestamp":1,"msg":"hello","fromPeerId":"jerry"}""",
        """{"cmd":"ack","i":4711,"uid":"m1"}""",
        """{"cmd":"conv","op":"joined","cid":"room","m":["jerry"]}""",
        """{"cmd":"error","code":4200}""",
        "?",
    ];

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public void What_comes_beside_the_answer_does_not_hide_that_the_way_to_the_server_is_dead(string text)
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        for (var second = 1; second < 45; second++)
        {
            world.AdvanceTo(second);
            world.Transport.Last.ReceiveText(text);
        }

        AssertLostAt(world, 45);
    }

    [Fact]
    public void A_heartbeat_of_the_server_that_nobody_asked_for_is_no_answer()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(19);
        world.Transport.Last.ReceiveText("{}");

        AssertLostAt(world, 45);
    }

    [Fact]
    public void A_message_that_takes_its_time_does_not_end_a_thin_line_before_the_answer_behind_it()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        for (var second = 10; second < 300; second += 40)
        {
            world.AdvanceTo(second);
            world.Transport.Last.ReceiveEvent(TransportEvent.Receiving(4096, isText: true));
        }
        world.AdvanceTo(310);
        world.Transport.Last.ReceiveText("""{"cmd":"direct","cid":"room","id":"m1","timestamp":1,"msg":"large","fromPeerId":"jerry"}""");

        // 10 of the 45 seconds had passed when it began, and 35 are left when it is whole.
        AssertLostAt(world, 345);
    }

    [Fact]
    public void The_answer_behind_a_large_message_begins_the_time_anew()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(40);
        world.Transport.Last.ReceiveEvent(TransportEvent.Receiving(4096, isText: true));
        world.AdvanceTo(80);
        world.Transport.Last.ReceiveText("?");
        world.Transport.Last.ReceiveText("{}");

        AssertLostAt(world, 125);
    }

    [Fact]
    public void A_line_that_dies_in_the_middle_of_a_message_is_lost_45_seconds_after_its_last_byte()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(50);
        world.Transport.AnswersHeartbeats = false;
        world.Transport.Last.ReceiveEvent(TransportEvent.Receiving(10, isText: true));
        world.AdvanceTo(70);
        world.Transport.Last.ReceiveEvent(TransportEvent.Receiving(20, isText: true));

        AssertLostAt(world, 115);
    }

    [Fact]
    public void A_day_of_idling_is_4320_heartbeats_on_one_socket()
    {
        var world = SessionWorld.Opened();

        world.AdvanceTo(24 * 3600);

        Assert.Single(world.Transport.Connections);
        Assert.Equal(4320, BeatsOf(world.Transport.Last).Count());
        Assert.Equal(["Disconnected", "Connecting", "Connected"], world.StateNames);
        Assert.Equal(1, world.Session.Diagnostics.Timers);
    }

    [Fact]
    public void Heartbeats_and_the_watch_can_be_switched_off()
    {
        var world = SessionWorld.Opened(options => options with { KeepAliveInterval = Timeout.InfiniteTimeSpan, KeepAliveTimeout = Timeout.InfiniteTimeSpan });

        world.AdvanceTo(24 * 3600);

        Assert.Equal(["session/open"], world.Transport.Last.SentNames);
        Assert.Equal(0, world.Session.Diagnostics.Timers);
    }

    [Theory]
    [InlineData(45)]
    [InlineData(60)]
    [InlineData(89)]
    public void Timers_that_are_held_back_as_in_a_hidden_tab_do_not_cost_a_line_that_is_well(double seconds)
    {
        var world = SessionWorld.Opened();

        for (var ring = 1; ring <= 10; ring++)
        {
            world.Scheduler.Sleep(TimeSpan.FromSeconds(seconds).Ticks);
            world.Advance(0.1);
        }

        Assert.Single(world.Transport.Connections);
        Assert.Equal(10, BeatsOf(world.Transport.Last).Count());
        Assert.Equal(["Disconnected", "Connecting", "Connected"], world.StateNames);
    }

    [Fact]
    public void A_line_that_died_while_timers_were_held_back_is_dialled_anew_5_seconds_after_it_was_asked()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(19);
        world.Transport.AnswersHeartbeats = false;
        world.Scheduler.Sleep(TimeSpan.FromSeconds(60).Ticks);
        world.AdvanceTo(83.9);
        Assert.Single(world.Transport.Connections);
        world.AdvanceTo(84.1);

        Assert.Equal([0, 84], world.Transport.DialledAt.Select(Math.Floor));
    }

    [Fact]
    public void A_line_that_was_asked_in_vain_is_lost_however_late_the_timer_rings()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(21);
        world.Scheduler.Sleep(TimeSpan.FromSeconds(60).Ticks);
        world.Advance(0.1);

        Assert.IsType<ConnectionState.Reconnecting>(world.Session.State);
    }

    static void AssertLostAt(SessionWorld world, double seconds)
    {
        world.AdvanceTo(seconds - 0.001);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
        world.AdvanceTo(seconds);
        Assert.IsType<ConnectionState.Reconnecting>(world.Session.State);
    }

    static IEnumerable<double> BeatsOf(FakeConnection connection) => connection.Sent.Where(sent => sent.Name == "{}").Select(sent => sent.At);
}
