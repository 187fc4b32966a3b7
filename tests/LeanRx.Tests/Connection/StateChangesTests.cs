namespace LeanRx.Tests.Connection;

public class StateChangesTests
{
    [Fact]
    public void A_late_subscriber_hears_the_current_state_first_and_nothing_older()
    {
        var world = SessionWorld.Opened();
        var heard = new List<ConnectionState>();

        world.Session.StateChanges.Subscribe(heard.Add);
        world.Settle();
        world.Transport.Last.Close();
        world.Advance(3.1);

        Assert.Equal(["Connected", "Reconnecting", "Connected"], heard.Select(state => state.GetType().Name));
    }

    [Fact]
    public void A_subscriber_is_never_called_inside_Subscribe_nor_inside_a_command()
    {
        var world = new SessionWorld();
        var heard = new List<ConnectionState>();

        world.Session.StateChanges.Subscribe(heard.Add);
        var open = world.Session.OpenAsync();

        Assert.Equal(new ConnectionState.Connected(), world.Session.State);
        Assert.Empty(heard);
        world.AssertSucceeded(open);
        Assert.Equal(3, heard.Count);
    }

    [Fact]
    public void The_state_is_current_before_its_subscribers_hear_of_it()
    {
        var world = new SessionWorld();

        _ = world.Session.OpenAsync();

        Assert.Equal(new ConnectionState.Connected(), world.Session.State);
        Assert.Empty(world.States);
    }

    [Fact]
    public void A_slow_observer_loses_no_state()
    {
        var world = new SessionWorld(options => options with { MaxPendingDeliveries = 1 });
        world.Session.Frames.Subscribe(_ => { });

        for (var turn = 0; turn < 100; turn++)
        {
            _ = world.Session.OpenAsync();
            _ = world.Session.CloseAsync();
        }
        world.Settle();

        Assert.Equal(1 + (3 * 100), world.States.Count);
        Assert.Equal(FaultKind.Overflow, Assert.Single(world.Faults).Kind);
    }

    [Fact]
    public void An_observer_that_throws_hurts_neither_the_others_nor_the_connection()
    {
        var mistake = new InvalidOperationException("bug in the app");
        var world = new SessionWorld();
        var calls = 0;
        var heard = new List<ConnectionState>();
        world.Session.StateChanges.Subscribe(_ =>
        {
            calls++;
            throw mistake;
        });
        world.Session.StateChanges.Subscribe(heard.Add);

        _ = world.Session.OpenAsync();
        world.Settle();

        Assert.Equal(1, calls);
        Assert.Equal(world.States, heard);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
        var fault = Assert.Single(world.Faults);
        Assert.Equal(FaultKind.Observer, fault.Kind);
        Assert.Same(mistake, fault.Exception);
    }

    [Fact]
    public void An_observer_may_open_and_close_the_client()
    {
        var world = new SessionWorld();
        world.Session.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Connected)
                _ = world.Session.CloseAsync();
        });

        _ = world.Session.OpenAsync();
        world.Settle();

        Assert.Equal(["Disconnected", "Connecting", "Connected", "Disconnected"], world.StateNames);
    }
}
