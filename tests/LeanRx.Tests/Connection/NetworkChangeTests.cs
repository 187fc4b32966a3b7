using System.Reactive;
using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace LeanRx.Tests.Connection;

/// <summary>What a client does when it is told that the network has changed.</summary>
public class NetworkChangeTests
{
    readonly Subject<Unit> _changes = new();

    SessionWorld Opened() =>
        SessionWorld.Opened(options => options with { NetworkChanges = _changes, ReconnectPolicy = new FixedDelay(TimeSpan.FromSeconds(60)) });

    void Change() => _changes.OnNext(Unit.Default);

    [Fact]
    public void A_client_that_waits_dials_at_once()
    {
        var world = Opened();
        world.AdvanceTo(100);
        world.Transport.Last.Close();
        world.AdvanceTo(107);
        Change();
        world.AdvanceTo(200);

        Assert.Equal([0, 107], world.Transport.DialledAt);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
    }

    [Fact]
    public void Its_back_off_begins_anew()
    {
        var world = Opened();
        world.AdvanceTo(100);
        world.Transport.IsDown = true;
        world.Transport.Last.Close();
        world.AdvanceTo(230);
        Assert.Equal(3, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);

        Change();
        world.Settle();
        Assert.Equal(1, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);
        Assert.Equal([0, 160, 220, 230], world.Transport.DialledAt);
    }

    [Fact]
    public void A_line_that_gives_no_sign_of_life_within_5_seconds_is_dialled_anew_at_once()
    {
        var world = Opened();
        world.AdvanceTo(31);
        world.Transport.AnswersHeartbeats = false;
        Change();
        world.AdvanceTo(35.9);
        Assert.Equal([0], world.Transport.DialledAt);
        world.AdvanceTo(36.1);

        Assert.Equal([0, 36], world.Transport.DialledAt.Select(Math.Floor));
        Assert.True(world.Transport.Connections[0].IsDisposed);
        var lost = world.States.OfType<ConnectionState.Reconnecting>().Single();
        Assert.Equal((1, TimeSpan.Zero, "ws://chat.example/ gave no sign of life within 5 s when it was asked for one."),
            (lost.Attempt, lost.RetryIn, lost.Cause.Message));
    }

    [Fact]
    public void A_line_that_answers_goes_on()
    {
        var world = Opened();
        world.AdvanceTo(31);
        Change();
        world.AdvanceTo(60);

        Assert.Equal([0], world.Transport.DialledAt);
        Assert.Equal([20, 31, 51], world.Transport.Last.Sent.Where(sent => sent.Name == "{}").Select(sent => sent.At));
    }

    [Fact]
    public void Whatever_comes_is_a_sign_of_life()
    {
        var world = Opened();
        world.Transport.AnswersHeartbeats = false;
        world.AdvanceTo(1);
        Change();
        world.AdvanceTo(5);
        world.Transport.Last.ReceiveEvent(TransportEvent.Receiving(100, isText: true));
        world.AdvanceTo(40);

        Assert.Equal([0], world.Transport.DialledAt);
    }

    [Fact]
    public void A_hundred_changes_in_a_second_make_one_dial()
    {
        var world = Opened();
        world.Transport.AcceptsDials = false;
        world.AdvanceTo(100);
        world.Transport.Last.Close();
        for (var change = 0; change < 100; change++)
        {
            world.AdvanceTo(101 + change * 0.01);
            Change();
        }
        world.AdvanceTo(105);

        Assert.Equal([0, 101], world.Transport.DialledAt);
    }

    [Fact]
    public void What_changes_last_is_heeded_though_much_changed_before_it()
    {
        var world = Opened();
        world.Transport.IsDown = true;
        world.AdvanceTo(100);
        world.Transport.Last.Close();
        world.AdvanceTo(101);
        Change();
        world.AdvanceTo(101.2);
        Change();
        world.Transport.IsDown = false;
        world.AdvanceTo(110);

        Assert.Equal([0, 101, 102], world.Transport.DialledAt);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_ends_or_throws_is_a_fault_and_the_client_goes_on(bool throws)
    {
        var world = Opened();
        if (throws)
            _changes.OnError(new InvalidOperationException("no netlink"));
        else
            _changes.OnCompleted();
        world.AdvanceTo(60);

        var fault = Assert.Single(world.Faults);
        Assert.Equal((FaultKind.Callback, throws ? "NetworkChanges threw; the client goes on without it. no netlink"
            : "NetworkChanges ended; the client goes on without it."), (fault.Kind, fault.Message));
        Assert.Equal(new ConnectionState.Connected(), world.Session.State);
    }

    [Fact]
    public void A_stream_that_cannot_be_subscribed_to_is_a_fault()
    {
        var world = SessionWorld.Opened(options =>
            options with { NetworkChanges = Observable.Create<Unit>(IDisposable (_) => throw new InvalidOperationException("no netlink")) });
        world.Settle();
        Assert.Equal("NetworkChanges threw; the client goes on without it. no netlink", Assert.Single(world.Faults).Message);
    }

    [Fact]
    public void A_closed_client_does_not_listen_and_one_that_is_opened_again_does()
    {
        var world = Opened();
        Assert.True(_changes.HasObservers);
        world.AssertSucceeded(world.Session.CloseAsync());
        Assert.False(_changes.HasObservers);
        world.AssertSucceeded(world.Session.OpenAsync());
        Assert.True(_changes.HasObservers);
        world.AssertSucceeded(world.Session.DisposeAsync().AsTask());
        Assert.False(_changes.HasObservers);
    }

    [Fact]
    public void A_client_that_gave_up_does_not_listen()
    {
        var world = SessionWorld.Opened(options => options with { NetworkChanges = _changes, ReconnectPolicy = ReconnectPolicies.None });
        world.Transport.Last.Close();
        world.Settle();
        Assert.False(_changes.HasObservers);
    }
}
