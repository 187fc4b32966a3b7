using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests;

/// <summary>What is remembered and counted by key has a bound in keys, and lets go of what is over.</summary>
public class CounterTests
{
    readonly TestScheduler _scheduler = new();
    readonly EngineClock _clock;

    public CounterTests() => _clock = new EngineClock(_scheduler);

    void Pass(TimeSpan time) => _scheduler.AdvanceBy(time.Ticks);

    [Fact]
    public void Of_what_waits_for_a_client_the_newest_is_kept_within_the_bounds_of_one_and_of_all()
    {
        var kept = new ExpiringMap<string>(_clock, TimeSpan.FromMinutes(30), capacity: 5, capacityPerClient: 2);
        foreach (var device in new[] { "a", "b", "c" })
            kept.Keep("tom", device, $"tom {device}");
        for (var number = 0; number < 10; number++)
            kept.Keep("jerry", null, $"jerry {number}");

        Assert.Equal(3, kept.Count);
        Assert.Equal((null, "tom b", "tom c", "jerry 9", null),
            (kept.Take("tom", "a"), kept.Take("tom", "b"), kept.Take("tom", "c"), kept.Take("jerry", null), kept.Take("jerry", null)));

        for (var number = 0; number < 1000; number++)
            kept.Keep($"client {number}", null, "x");
        Assert.Equal(5, kept.Count);
        Assert.Equal((null, "x"), (kept.Take("client 994", null), kept.Take("client 995", null)));
        Pass(TimeSpan.FromMinutes(30));
        Assert.Null(kept.Take("client 999", null));
        Assert.Equal(0, kept.Count);
    }

    [Fact]
    public void Counters_of_rates_end_with_their_minute_and_beyond_their_bound_the_oldest_begins_anew()
    {
        var windows = new RateWindows<string>(_clock, TimeSpan.FromMinutes(1), capacity: 100);
        Assert.True(windows.TryCount("first", 3, 3));
        Assert.False(windows.TryCount("first", 1, 3));
        for (var number = 0; number < 10_000; number++)
            Assert.True(windows.TryCount($"key {number}", 1, 3));

        Assert.Equal(100, windows.Count);
        Assert.True(windows.TryCount("first", 1, 3));
        Pass(TimeSpan.FromMinutes(1));
        Assert.True(windows.TryCount("another", 1, 3));
        Assert.Equal(1, windows.Count);
    }

    [Fact]
    public void What_is_larger_than_a_rate_is_taken_once_in_its_time()
    {
        var windows = new RateWindows<string>(_clock, TimeSpan.FromMinutes(1), capacity: 100);

        Assert.True(windows.TryCount("tom", 10, 3));
        Assert.False(windows.TryCount("tom", 1, 3));
        Pass(TimeSpan.FromMinutes(1));
        Assert.True(windows.TryCount("tom", 3, 3));
    }

    [Fact]
    public void Operations_that_are_none_share_one_counter()
    {
        var rates = new RateLimiter(_clock, ServerLimits.Default with { OtherOperationsPerMinute = 5 });

        var taken = Enumerable.Range(0, 1000).Count(number => rates.TryCount("tom", RateKind.Other, "conv", new string('x', number)));

        Assert.Equal((5, 1), (taken, rates.Count));
        Assert.True(rates.TryCount("tom", RateKind.Other, "conv", "query"));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Visitors_of_a_day_are_counted_exactly_to_a_number_and_beyond_it_closely_in_bounded_memory()
    {
        var visitors = new DayVisitors(_clock, exact: 1000);
        for (var number = 0; number < 1000; number++)
            visitors.Add($"client {number}", []);
        Assert.Equal(1000, visitors.Count([]));
        for (var number = 0; number < 200_000; number++)
            visitors.Add($"client {number}", []);

        Assert.InRange(visitors.Count([]), 195_000, 205_000);
        Pass(TimeSpan.FromDays(1));
        Assert.Equal(2, visitors.Count(["tom", "jerry"]));
    }
}
