using System.Reactive.Linq;

namespace LeanRx.Tests.Connection;

public class ReconnectTests
{
    [Fact]
    public void A_drop_is_a_state_and_the_client_comes_back()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(10);

        world.Transport.Last.Close(1006, "cable pulled");
        world.AdvanceTo(20);

        Assert.Equal([0, 13], world.Transport.DialledAt);
        Assert.Equal(["Disconnected", "Connecting", "Connected", "Reconnecting", "Connected"], world.StateNames);
        var lost = Assert.IsType<ConnectionState.Reconnecting>(world.States[3]);
        Assert.Equal((1, TimeSpan.FromSeconds(3)), (lost.Attempt, lost.RetryIn));
        Assert.Equal("ws://chat.example/ closed the connection with 1006: cable pulled", lost.Cause.Message);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.States[4]);
        Assert.Equal(["opened", "lost", "reopened"], world.Handler.Calls);
        Assert.Equal(1, world.Transport.MostLive);
    }

    [Fact]
    public void A_reconnect_displaces_nobody_and_shows_its_token()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Close();
        world.Advance(5);

        var login = (SessionFrame)world.Transport.Last.Received("session/open").Frame;
        Assert.True(login.IsReconnect);
        Assert.Equal("token-1", login.Token);
        Assert.Null(login.Signature);
    }

    [Fact]
    [Trait("Row", "D2")]
    public void Reconnection_outlasts_any_number_of_failures()
    {
        var world = SessionWorld.Opened();
        world.Transport.IsDown = true;
        world.Transport.Last.Close();

        world.AdvanceTo(3601);
        Assert.Equal(1201, world.Transport.Connections.Count);
        Assert.Equal(1201, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);
        world.Transport.IsDown = false;
        world.Advance(3);

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
    }

    [Fact]
    [Trait("Row", "D14")]
    public void The_default_back_off_is_exponential_with_full_jitter()
    {
        var world = SessionWorld.Opened(options => options with { ReconnectPolicy = ReconnectPolicies.Default, Random = new Random(42) });
        world.Transport.IsDown = true;
        world.AdvanceTo(100);
        world.Transport.Last.Close();
        world.AdvanceTo(300);

        var chance = new Random(42);
        double[] ceilings = [0.5, 1, 2, 4, 8, 16, 30, 30, 30];
        var at = 100.0;
        var expected = ceilings.Select(ceiling => at += TimeSpan.FromTicks((long)(TimeSpan.FromSeconds(ceiling).Ticks * chance.NextDouble())).TotalSeconds);
        Assert.Equal(expected, world.Transport.DialledAt.Skip(1).Take(ceilings.Length), (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Equal(Enumerable.Range(1, ceilings.Length), world.States.OfType<ConnectionState.Reconnecting>().Take(ceilings.Length)
            .Select(state => state.Attempt));
    }

    [Fact]
    public void After_ten_seconds_of_being_connected_the_attempts_count_from_one_again()
    {
        var world = SessionWorld.Opened();
        world.Transport.IsDown = true;
        world.Transport.Last.Close();
        world.AdvanceTo(7);
        world.Transport.IsDown = false;
        world.AdvanceTo(9.1);
        Assert.Equal(9, world.Transport.Last.DialledAt, 3);
        world.AdvanceTo(18.9);
        world.Transport.Last.Close();
        Assert.Equal([1, 2, 3], world.States.OfType<ConnectionState.Reconnecting>().Select(state => state.Attempt));
        Assert.Equal(4, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);

        world.AdvanceTo(32);
        world.Transport.Last.Close();
        Assert.Equal(1, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);
    }

    [Theory]
    [InlineData(1006)]
    [InlineData(4200)]
    [InlineData(null)]
    public void A_server_that_closes_right_after_each_login_is_dialled_as_seldom_as_one_that_takes_no_dials(int? code)
    {
        var closing = Storm(world => world.Transport.Answer = null, code);
        var down = Storm(world => world.Transport.IsDown = true, null);

        Assert.Equal(down, closing, (one, other) => Math.Abs(one - other) < 0.001);

        static List<double> Storm(Action<SessionWorld> begin, int? code)
        {
            var world = new SessionWorld(options => options with { ReconnectPolicy = ReconnectPolicies.Default, KeepTrying = true });
            begin(world);
            using var follow = world.Session.StateChanges.OfType<ConnectionState.Connected>().Subscribe(_ =>
            {
                if (code is { } value)
                    world.Transport.Last.Close(value);
                else
                    world.Transport.Last.Receive(new GoAwayFrame());
            });
            _ = world.Session.OpenAsync();
            world.AdvanceTo(4200);
            return [.. world.Transport.DialledAt];
        }
    }

    [Fact]
    public void The_policy_knows_the_attempt_the_time_and_the_cause()
    {
        var policy = new RecordingPolicy(_ => TimeSpan.FromSeconds(2));
        var world = SessionWorld.Opened(options => options with { ReconnectPolicy = policy });
        world.AdvanceTo(50);
        world.Transport.IsDown = true;
        world.Transport.Last.Close(4200, "restart");
        world.Advance(5);

        Assert.Equal([(1, 0), (2, 2), (3, 4)], policy.Contexts.Select(context => (context.Attempt, (int)context.Elapsed.TotalSeconds)));
        Assert.Equal(4200, Assert.IsType<ConnectionLostException>(policy.Contexts[0].Cause).CloseCode);
        Assert.StartsWith("Dialling", policy.Contexts[1].Cause.Message);
    }

    [Fact]
    public void A_policy_that_answers_null_ends_it()
    {
        var world = SessionWorld.Opened(options => options with { ReconnectPolicy = ReconnectPolicies.None });
        var command = world.Execute();

        world.Transport.Last.Close(1006, "gone");
        world.Advance(1000);

        var cause = Assert.IsType<ConnectionState.Disconnected>(world.Session.State).Cause;
        Assert.Equal("ws://chat.example/ closed the connection with 1006: gone", cause!.Message);
        Assert.Same(cause, Assert.IsType<ConnectionLostException>(world.ErrorOf(command)).InnerException);
        Assert.Single(world.Transport.Connections);
        Assert.Equal(0, world.Session.Diagnostics.Timers);
    }

    [Fact]
    public void A_policy_that_throws_is_a_fault_and_the_default_decides()
    {
        var mistake = new InvalidOperationException("not a policy");
        var world = SessionWorld.Opened(options => options with { ReconnectPolicy = new RecordingPolicy(_ => throw mistake) });

        world.Transport.Last.Close();
        world.Advance(0.5);

        Assert.Same(mistake, Assert.Single(world.Faults).Exception);
        Assert.Equal(FaultKind.Callback, world.Faults[0].Kind);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
    }

    [Fact]
    public void A_policy_without_delay_dials_in_the_next_turn_of_the_clock()
    {
        var world = SessionWorld.Opened(options => options with { ReconnectPolicy = new RecordingPolicy(_ => TimeSpan.FromSeconds(-1)) });
        world.Transport.Last.Close();
        world.Settle();

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
        Assert.Equal(TimeSpan.Zero, world.States.OfType<ConnectionState.Reconnecting>().Single().RetryIn);
    }

    [Fact]
    public void What_an_old_connection_tells_late_is_not_heard()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersHeartbeats = false;
        var old = world.Transport.Last;
        world.AdvanceTo(50);
        Assert.Equal(2, world.Transport.Connections.Count);
        Assert.Equal(1, world.Transport.Live);

        old.Receive(new DirectFrame { ConversationId = "room" });
        old.ReceiveText("?");
        old.Receive(new GoAwayFrame());
        old.Close(4111);
        world.Settle();

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
        Assert.Empty(world.Handler.Pushes);
        Assert.Empty(world.Faults);
    }

    [Fact]
    public void Goaway_closes_the_socket_and_connects_again()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new GoAwayFrame());
        Assert.True(world.Transport.Last.IsDisposed);
        world.Advance(3);

        Assert.Equal("The server at ws://chat.example/ asked to connect again (goaway).", world.States.OfType<ConnectionState.Reconnecting>()
            .Single().Cause.Message);
        Assert.Equal(2, world.Transport.Connections.Count);
        Assert.Equal(1, world.Transport.MostLive);
    }

    [Theory]
    [InlineData(4111)]
    [InlineData(4115)]
    public void A_session_closed_for_good_by_the_server_is_not_opened_again(int code)
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new SessionFrame { Operation = "closed", Code = code, Reason = "OUT", PeerId = "tom" });
        world.Advance(1000);

        Assert.Equal(code, Assert.IsType<ServerRejectedException>(Assert.IsType<ConnectionState.Disconnected>(world.Session.State).Cause).Code);
        Assert.Single(world.Transport.Connections);
        Assert.Equal(0, world.Transport.Live);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4200)]
    public void A_session_closed_for_another_reason_is_opened_again(int? code)
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new SessionFrame { Operation = "closed", Code = code, PeerId = "tom" });
        world.Advance(3);

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
    }

    [Theory]
    [InlineData(4110, 1)]
    [InlineData(4107, 2)]
    [InlineData(1000, 2)]
    public void A_close_code_decides_in_the_same_way(int code, int connections)
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Close(code);
        world.Advance(3);

        Assert.Equal(connections, world.Transport.Connections.Count);
    }

    sealed class RecordingPolicy(Func<ReconnectContext, TimeSpan?> next) : IReconnectPolicy
    {
        public List<ReconnectContext> Contexts { get; } = [];

        public TimeSpan? NextDelay(ReconnectContext context)
        {
            Contexts.Add(context);
            return next(context);
        }
    }
}
