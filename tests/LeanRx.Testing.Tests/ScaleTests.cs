using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>Crowds on the virtual clock. The figures are exact, as the run is deterministic.</summary>
[Trait("Speed", "slow")]
public class ScaleTests
{
    static readonly int s_crowd = Amount.Of(some: 1_000, all: 10_000);
    static readonly int s_idle = Amount.Of(some: 50, all: 1_000);

    /// <summary>The most dials in a second, and when the last is back.</summary>
    public static TheoryData<string, int, string> Comebacks => Amount.Of(
        some: new TheoryData<string, int, string>
        {
            { "fixed 5 s", 1_000, "00:00:05.0300000" },
            { "full jitter below 5 s", 219, "00:00:05.0216391" },
        },
        all: new TheoryData<string, int, string>
        {
            { "fixed 5 s", 10_000, "00:00:05.0300000" },
            { "full jitter below 5 s", 2_066, "00:00:05.0295274" },
        });

    /// <summary>And how many dials in all.</summary>
    public static TheoryData<string, int, string, int> NarrowComebacks => Amount.Of(
        some: new TheoryData<string, int, string, int>
        {
            { "fixed 5 s", 1_000, "00:00:50.1200000", 5_500 },
            { "full jitter below 5 s", 264, "00:00:30.6793531", 1_636 },
        },
        all: new TheoryData<string, int, string, int>
        {
            { "fixed 5 s", 10_000, "00:00:50.1200000", 55_000 },
            { "full jitter below 5 s", 2_496, "00:00:34.4771534", 16_211 },
        });

    [Fact]
    public void Clients_idle_for_eight_hours_on_one_connection_each()
    {
        var world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch));
        Open(world, s_idle);
        var beats = 0;
        using (world.Clients[0].Frames.Where(record => record.Frame is HeartbeatFrame).Subscribe(_ => beats++))
            world.AdvanceBy(TimeSpan.FromHours(8));

        // Three a minute, and their answers.
        Assert.Equal(2 * 8 * 60 * 3, beats);
        Assert.Equal(s_idle, world.Network.Dials);
        Assert.Equal(s_idle, world.Server.SessionCount);
        Assert.All(world.Clients, client => Assert.Equal(new ConnectionState.Connected(), client.State));
    }

    /// <summary>
    /// A thousand clients, or ten, lose their connections at one instant. All dials of a fixed retry fall into one second; jitter spreads them over all five,
    /// at no cost in time.
    /// </summary>
    [Theory]
    [MemberData(nameof(Comebacks))]
    public void A_crowd_that_is_dropped_at_one_instant_comes_back(string policy, int peakDialsPerSecond, string lastBack)
    {
        var comeback = Drop(policy, dialsTakenPerSecond: null);
        Assert.Equal((peakDialsPerSecond, TimeSpan.Parse(lastBack), s_crowd), comeback);
    }

    /// <summary>
    /// The same where the server takes a tenth of them a second: a fixed retry comes in waves of which it takes a tenth each, and most of the time it waits.
    /// </summary>
    [Theory]
    [MemberData(nameof(NarrowComebacks))]
    public void A_crowd_comes_back_to_a_server_that_takes_a_tenth_of_its_dials_a_second(string policy, int peakDialsPerSecond, string lastBack, int dials)
    {
        var comeback = Drop(policy, dialsTakenPerSecond: s_crowd / 10);
        Assert.Equal((peakDialsPerSecond, TimeSpan.Parse(lastBack), dials), comeback);
    }

    static IReconnectPolicy PolicyOf(string name) => name switch
    {
        "fixed 5 s" => new FixedRetry(),
        "full jitter below 5 s" => ReconnectPolicies.ExponentialBackoff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)),
        _ => ReconnectPolicies.Default,
    };

    static (int PeakDialsPerSecond, TimeSpan LastBack, int Dials) Drop(string policy, int? dialsTakenPerSecond)
    {
        var world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch));
        Open(world, s_crowd, PolicyOf(policy));
        var last = world.Clock.Now;
        foreach (var client in world.Clients)
            client.StateChanges.OfType<ConnectionState.Connected>().Where(state => state.IsReconnect).Subscribe(_ => last = world.Clock.Now);
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        var (start, dials) = (world.Clock.Now, world.Network.Dials);
        world.Network.Conditions = world.Network.Conditions with { MaxDialsPerSecond = dialsTakenPerSecond };

        world.Network.Cut();
        var peak = 0;
        for (var second = 1; second <= 60; second++)
        {
            var before = world.Network.Dials;
            world.AdvanceBy(TimeSpan.FromSeconds(1));
            peak = Math.Max(peak, world.Network.Dials - before);
        }
        Assert.Equal(s_crowd, world.Server.SessionCount);
        return (peak, last - start, world.Network.Dials - dials);
    }

    static void Open(VirtualWorld world, int clients, IReconnectPolicy? policy = null)
    {
        for (var number = 0; number < clients; number++)
            _ = world.CreateClient($"client-{number}", options => policy is null ? options : options with { ReconnectPolicy = policy }).OpenAsync();
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        Assert.Equal(clients, world.Server.SessionCount);
    }

    sealed class FixedRetry : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => TimeSpan.FromSeconds(5);
    }
}
