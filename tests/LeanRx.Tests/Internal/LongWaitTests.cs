using System.Reactive.Concurrency;
using LeanRx.Runtime.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

/// <summary>Every wait may be longer than a timer of the platform can be, and ends at its instant all the same.</summary>
public class LongWaitTests
{
    static readonly TimeSpan Wait = TimeSpan.FromDays(110);

    readonly TestScheduler _time = new();

    IScheduler Timers => new PlatformTimers(_time);

    void AdvanceTo(TimeSpan instant) => _time.AdvanceTo(instant.Ticks);

    [Fact]
    public void A_call_comes_at_its_instant()
    {
        var calls = new List<TimeSpan>();
        Timers.ScheduleOrFallback(calls, Wait, list => list.Add(TimeSpan.FromTicks(_time.Clock)));
        AdvanceTo(Wait * 3);
        Assert.Equal([Wait], calls);
    }

    [Fact]
    public void A_call_that_is_not_wanted_any_more_does_not_come()
    {
        var calls = 0;
        var timer = Timers.ScheduleOrFallback(0, Wait, _ => calls++);
        AdvanceTo(Wait - TimeSpan.FromTicks(1));
        timer.Dispose();
        AdvanceTo(Wait * 3);
        Assert.Equal(0, calls);
    }

    [Fact]
    public void An_infinite_wait_does_not_end_and_costs_no_timer()
    {
        var calls = 0;
        Timers.ScheduleOrFallback(0, Timeout.InfiniteTimeSpan, _ => calls++);
        _time.Start();
        Assert.Equal((0, 0), (calls, _time.Clock));
    }

    [Fact]
    public void Silence_ends_a_request()
    {
        using var deadline = new Deadline(Timers, Wait, CancellationToken.None);
        AdvanceTo(Wait - TimeSpan.FromTicks(1));
        Assert.False(deadline.Token.IsCancellationRequested);
        deadline.Extend();
        AdvanceTo(Wait * 2 - TimeSpan.FromTicks(2));
        Assert.False(deadline.Token.IsCancellationRequested);
        AdvanceTo(Wait * 2);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_signature_is_waited_for()
    {
        var signer = new FakeSigner { Pending = new() };
        var world = new SessionWorld(options => options with
        {
            SignatureProvider = signer,
            CommandTimeout = Wait,
            Scheduler = new PlatformTimers(options.Scheduler),
        });
        var signing = world.Session.SignAsync(SignatureAction.Add, "room", ["jerry"], CancellationToken.None);
        world.AdvanceTo((Wait - TimeSpan.FromTicks(1)).TotalSeconds);
        Assert.False(signing.IsCompleted);
        world.AdvanceTo(Wait.TotalSeconds);
        Assert.IsType<CommandTimeoutException>(Result.ErrorOf(signing));
    }

    [Fact]
    public void Presence_is_asked_for_again()
    {
        var world = new ClientWorld(options => options with { Scheduler = new PlatformTimers(options.Scheduler) });
        world.Session.Answer = _ => new SessionFrame { Operation = SessionOperations.QueryResult, OnlineClientIds = [] };
        using var watching = world.Client.WatchPresence("jerry", Wait).Subscribe(_ => { });
        world.Advance((Wait - TimeSpan.FromSeconds(1)).TotalSeconds);
        Assert.Single(world.Commands<SessionFrame>());
        world.Advance(2);
        Assert.Equal(2, world.Commands<SessionFrame>().Count);
    }
}
