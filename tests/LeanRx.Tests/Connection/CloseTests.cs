namespace LeanRx.Tests.Connection;

public class CloseTests
{
    [Fact]
    [Trait("Row", "D3")]
    public void Closing_logs_out_and_closes_the_socket()
    {
        var world = SessionWorld.Opened();

        var close = world.Session.CloseAsync();
        world.Settle();

        world.AssertSucceeded(close);
        Assert.Equal(["session/open", "session/close"], world.Transport.Last.SentNames);
        Assert.True(world.Transport.Last.IsDisposed);
        Assert.Equal(new ConnectionState.Disconnected(), world.States[^1]);
        Assert.Equal(["opened", "lost"], world.Handler.Calls);
        world.Advance(1000);
        Assert.Single(world.Transport.Connections);
        Assert.Equal(default, world.Session.Diagnostics);
    }

    [Fact]
    public void A_server_that_does_not_confirm_the_logout_is_waited_for_one_second()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;
        world.AdvanceTo(10);

        var close = world.Session.CloseAsync();
        world.AdvanceTo(10.9999999);
        Assert.False(close.IsCompleted || world.Transport.Last.IsDisposed);
        world.AdvanceTo(11);

        world.AssertSucceeded(close);
        Assert.True(world.Transport.Last.IsDisposed);
    }

    [Fact]
    public void A_socket_that_drops_during_the_logout_ends_it()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;

        var close = world.Session.CloseAsync();
        world.Transport.Last.Close();

        world.AssertSucceeded(close);
        Assert.Equal(new ConnectionState.Disconnected(), world.Session.State);
        world.Advance(10);
        Assert.Single(world.Transport.Connections);
    }

    [Fact]
    public void Goaway_during_the_logout_ends_it_as_well()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;

        var close = world.Session.CloseAsync();
        world.Transport.Last.Receive(new GoAwayFrame());

        world.AssertSucceeded(close);
        Assert.Equal(new ConnectionState.Disconnected(), world.Session.State);
    }

    [Fact]
    public void A_cancelled_token_cuts_the_wait_for_the_server_short()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;
        using var source = new CancellationTokenSource();

        var close = world.Session.CloseAsync(source.Token);
        Assert.False(close.IsCompleted);
        source.Cancel();

        world.AssertSucceeded(close);
        Assert.True(world.Transport.Last.IsDisposed);
    }

    [Fact]
    public void A_token_cancelled_before_closes_the_socket_without_a_logout()
    {
        var world = SessionWorld.Opened();

        world.AssertSucceeded(world.Session.CloseAsync(new CancellationToken(canceled: true)));
        Assert.Equal(["session/open"], world.Transport.Last.SentNames);
        Assert.True(world.Transport.Last.IsDisposed);
    }

    [Fact]
    public void Answers_that_arrive_before_the_logout_is_confirmed_still_count_and_the_rest_fails()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;
        var answered = world.Execute("answered");
        var unanswered = world.Execute("unanswered");

        _ = world.Session.CloseAsync();
        Assert.IsType<ClientClosedException>(world.ErrorOf(world.Execute("late")));
        world.Transport.Last.Sent[1].Reply(new AckFrame());
        world.Transport.Last.Received("session/close").Reply(new SessionFrame { Operation = "closed" });

        world.AssertSucceeded(answered);
        Assert.Equal("The client was closed. Call OpenAsync to connect again.", Assert.IsType<ClientClosedException>(world.ErrorOf(unanswered)).Message);
    }

    [Fact]
    public void Closing_a_client_that_was_never_opened_ends_at_once_and_fails_what_waits()
    {
        var world = new SessionWorld();
        var command = world.Execute();

        world.AssertSucceeded(world.Session.CloseAsync());
        world.Settle();

        Assert.IsType<ClientClosedException>(world.ErrorOf(command));
        Assert.Equal([new ConnectionState.Disconnected()], world.States);
        Assert.Empty(world.Handler.Calls);
    }

    [Fact]
    public void Closing_twice_logs_out_once_and_both_calls_end()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;

        var first = world.Session.CloseAsync();
        var second = world.Session.CloseAsync();
        world.Advance(1);

        world.AssertSucceeded(first);
        world.AssertSucceeded(second);
        Assert.Single(world.Transport.Last.SentNames, "session/close");
    }

    [Fact]
    public void Closing_while_opening_ends_the_opening()
    {
        var world = new SessionWorld();
        world.Transport.AcceptsDials = false;
        var open = world.Session.OpenAsync();

        world.AssertSucceeded(world.Session.CloseAsync());
        world.Settle();

        Assert.IsType<ClientClosedException>(world.ErrorOf(open));
        Assert.True(world.Transport.Last.IsDisposed);
        Assert.Equal(["Disconnected", "Connecting", "Disconnected"], world.StateNames);
    }

    [Fact]
    public void Closing_while_reconnecting_ends_the_reconnecting()
    {
        var world = SessionWorld.Opened();
        world.Transport.Last.Close();

        world.AssertSucceeded(world.Session.CloseAsync());
        world.Advance(1000);

        Assert.Single(world.Transport.Connections);
        Assert.Equal(new ConnectionState.Disconnected(), world.Session.State);
        Assert.Equal(["opened", "lost"], world.Handler.Calls);
    }

    [Fact]
    public void A_closed_client_opens_again_as_a_new_login()
    {
        var world = SessionWorld.Opened();
        _ = world.Session.CloseAsync();

        var open = world.Session.OpenAsync();
        world.Settle();

        world.AssertSucceeded(open);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = false }, world.States[^1]);
        var login = (SessionFrame)world.Transport.Last.Received("session/open").Frame;
        Assert.Equal((null, null), (login.IsReconnect, login.Token));
        Assert.False(world.Execute().IsCompleted);
    }

    [Fact]
    public void Opening_during_the_logout_does_not_wait_for_it_and_keeps_to_one_socket()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;
        var close = world.Session.CloseAsync();

        var open = world.Session.OpenAsync();

        world.AssertSucceeded(close);
        world.AssertSucceeded(open);
        Assert.Equal(1, world.Transport.MostLive);
    }

    [Fact]
    public void Disposing_logs_out_and_completes_every_stream()
    {
        var world = SessionWorld.Opened();
        var ends = new List<string>();
        world.Session.StateChanges.Subscribe(_ => { }, () => ends.Add("states"));
        world.Session.Frames.Subscribe(_ => { }, () => ends.Add("frames"));
        world.Session.Faults.Subscribe(_ => { }, () => ends.Add("faults"));
        world.Settle();

        world.AssertSucceeded(world.Session.DisposeAsync().AsTask());
        world.AssertSucceeded(world.Session.DisposeAsync().AsTask());
        world.Settle();

        Assert.Equal("session/close", world.Transport.Last.SentNames.Last());
        Assert.Equal(["states", "frames", "faults"], ends);
        Assert.Equal(new ConnectionState.Disconnected(), world.States[^1]);
        Assert.Equal(["opened", "lost", "closed"], world.Handler.Calls);
        Assert.Equal(default, world.Session.Diagnostics);
    }

    [Fact]
    public void A_disposed_client_refuses_everything()
    {
        var world = SessionWorld.Opened();
        _ = world.Session.DisposeAsync();

        Assert.Equal("The client was disposed.", Assert.IsType<ClientClosedException>(world.ErrorOf(world.Session.OpenAsync())).Message);
        Assert.Equal("The client was disposed.", Assert.IsType<ClientClosedException>(world.ErrorOf(world.Execute())).Message);
        world.AssertSucceeded(world.Session.CloseAsync());
    }

    [Fact]
    public void Who_looks_at_the_state_of_a_disposed_client_hears_the_last_one_and_the_end()
    {
        var world = SessionWorld.Opened();
        _ = world.Session.DisposeAsync();
        world.Settle();
        var heard = new List<string>();

        world.Session.StateChanges.Subscribe(state => heard.Add(state.GetType().Name), () => heard.Add("end"));
        world.Settle();

        Assert.Equal(["Disconnected", "end"], heard);
    }
}
