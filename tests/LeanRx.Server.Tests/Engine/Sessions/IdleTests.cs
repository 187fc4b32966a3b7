using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

public class IdleTests
{
    [Fact] // S171
    public void A_connection_without_a_login_is_closed_after_a_minute()
    {
        var world = new World();
        var device = world.Connect();

        world.Pass(TimeSpan.FromSeconds(59));
        device.SendRaw(HeartbeatFrame.Instance);
        Assert.Null(device.CloseCode);
        world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCodes.LoginTimeout, device.CloseCode);
        Assert.Equal(0, world.ConnectionCount);
    }

    [Fact] // S171
    public void A_silent_connection_is_closed_six_minutes_after_its_last_frame()
    {
        var world = new World();
        var tom = world.Login("Tom");
        world.Pass(TimeSpan.FromMinutes(5));
        tom.SendRaw(HeartbeatFrame.Instance);

        world.Pass(TimeSpan.FromMinutes(6) - TimeSpan.FromTicks(1));
        Assert.Null(tom.CloseCode);
        world.Pass(TimeSpan.FromTicks(1));

        Assert.Equal(ErrorCodes.ReadTimeout, tom.CloseCode);
        Assert.False(world.Engine.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public void Heartbeats_keep_a_connection_for_a_day()
    {
        var world = new World();
        var tom = world.Login("Tom");

        for (var minute = 0; minute < 24 * 60; minute += 3)
        {
            world.Pass(TimeSpan.FromMinutes(3));
            tom.SendRaw(HeartbeatFrame.Instance);
        }

        Assert.Null(tom.CloseCode);
        Assert.Equal(480, tom.Received.Count);
    }

    [Fact]
    public void A_client_whose_heartbeats_are_minutes_apart_stays_by_its_answers_to_pings()
    {
        var world = new World();
        var tom = Pinged(world);
        tom.OnPing = tom.Connection.NotifyActivity;

        world.Pass(TimeSpan.FromMinutes(3));

        Assert.Null(tom.CloseCode);
        Assert.Equal([24, 48, 72, 96, 120, 144, 168], tom.PingedAt);
    }

    [Fact]
    public void A_client_that_answers_no_ping_is_closed_45_seconds_after_its_last_sign_of_life()
    {
        var world = new World();
        var tom = Pinged(world);
        world.Pass(TimeSpan.FromSeconds(10));
        tom.SendRaw(HeartbeatFrame.Instance);

        world.Pass(TimeSpan.FromSeconds(45) - TimeSpan.FromTicks(1));
        Assert.Null(tom.CloseCode);
        world.Pass(TimeSpan.FromTicks(1));

        Assert.Equal(ErrorCodes.ReadTimeout, tom.CloseCode);
        Assert.Equal([34], tom.PingedAt);
    }

    [Fact]
    public void A_timer_that_counts_whole_milliseconds_is_set_once_more_and_not_until_the_last_one_is_over()
    {
        CoarseTimers? timers = null;
        var world = new World(timers: clock => timers = new CoarseTimers(clock));
        var tom = Pinged(world);
        world.Pass(TimeSpan.FromMilliseconds(10_000.4));
        tom.SendRaw(HeartbeatFrame.Instance);
        timers!.Count = 0;

        world.Pass(TimeSpan.FromSeconds(30));

        Assert.Equal([34.002], tom.PingedAt.Select(at => Math.Round(at, 3)));
        Assert.Equal(3, timers.Count);
    }

    /// <summary>Timers as the platform has them: what is left of a millisecond is cut off.</summary>
    sealed class CoarseTimers(IScheduler inner) : IScheduler
    {
        public int Count { get; set; }

        public DateTimeOffset Now => inner.Now;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
        {
            Count++;
            return inner.Schedule(state, TimeSpan.FromMilliseconds(Math.Floor(dueTime.TotalMilliseconds)), action);
        }

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
            Schedule(state, dueTime - Now, action);
    }

    [Fact]
    public void A_client_whose_line_is_never_idle_is_not_pinged()
    {
        var world = new World();
        var tom = Pinged(world);

        for (var beats = 0; beats < 100; beats++)
        {
            world.Pass(TimeSpan.FromSeconds(20));
            tom.SendRaw(HeartbeatFrame.Instance);
        }

        Assert.Empty(tom.PingedAt);
    }

    [Fact]
    public void A_client_that_speaks_and_is_not_spoken_to_is_pinged_so_that_its_line_is_not_idle_either_way()
    {
        var world = new World();
        var tom = Pinged(world);

        for (var seconds = 0; seconds < 60; seconds += 10)
        {
            world.Pass(TimeSpan.FromSeconds(10));
            tom.Connection.NotifyActivity();
        }

        Assert.Equal([24, 48], tom.PingedAt);
    }

    static TestDevice Pinged(World world)
    {
        var tom = world.Connect(new ClientConnectionInfo { PingInterval = TimeSpan.FromSeconds(24), PingTimeout = TimeSpan.FromSeconds(45) });
        tom.Open("Tom");
        tom.TakeAll();
        return tom;
    }

    [Fact]
    public void A_closed_connection_says_nothing_any_more_and_hears_nothing()
    {
        var world = new World();
        var tom = world.Login("Tom");
        tom.Connection.Reject(ErrorCodes.UnparseableRawMessage, "not JSON");

        tom.SendRaw(HeartbeatFrame.Instance);
        tom.Drop();
        tom.Drop();

        Assert.Equal(ErrorCodes.UnparseableRawMessage, tom.CloseCode);
        tom.AssertQuiet();
        Assert.Equal((0, 0), (world.ConnectionCount, world.SessionCount));
    }
}
