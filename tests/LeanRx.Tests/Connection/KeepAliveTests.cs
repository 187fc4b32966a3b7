namespace LeanRx.Tests.Connection;

public class KeepAliveTests
{
    [Fact]
    public void A_heartbeat_leaves_every_minute()
    {
        var world = SessionWorld.Opened();

        world.AdvanceTo(200);

        Assert.Equal([60, 120, 180], BeatsOf(world.Transport.Last));
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
        world.AdvanceTo(3200);

        Assert.Equal([1063, 1123, 1183], BeatsOf(world.Transport.Connections[1]).Take(3));
        Assert.Equal([2063, 2123, 2183], BeatsOf(world.Transport.Connections[2]).Take(3));
        Assert.Equal([3063, 3123, 3183], BeatsOf(world.Transport.Connections[3]));
    }

    [Fact]
    public void Silence_counts_as_loss_exactly_after_the_keep_alive_timeout()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(33);
        world.Transport.Last.ReceiveText("{}");

        world.AdvanceTo(182.999);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
        world.AdvanceTo(183);

        Assert.Equal("ws://chat.example/ was silent for 150 s.", Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Cause.Message);
        Assert.True(world.Transport.Last.IsDisposed);
        Assert.Equal(["opened", "lost"], world.Handler.Calls);
    }

    [Fact]
    public void Any_payload_counts_as_a_sign_of_life_even_one_that_cannot_be_read()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(100);
        world.Transport.Last.ReceiveText("?");

        world.AdvanceTo(249);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
        world.AdvanceTo(250);
        Assert.IsType<ConnectionState.Reconnecting>(world.Session.State);
    }

    [Fact]
    public void A_day_of_idling_is_1440_heartbeats_on_one_socket()
    {
        var world = SessionWorld.Opened();

        world.AdvanceTo(24 * 3600);

        Assert.Single(world.Transport.Connections);
        Assert.Equal(1440, BeatsOf(world.Transport.Last).Count());
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

    static IEnumerable<double> BeatsOf(FakeConnection connection) => connection.Sent.Where(sent => sent.Name == "{}").Select(sent => sent.At);
}
