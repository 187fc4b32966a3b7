using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>Crowds on the virtual clock. The figures are exact, as the run is deterministic.</summary>
[Trait("Speed", "slow")]
public class ScaleTests
{
    const int Crowd = 10_000;

    [Fact]
    public void A_thousand_clients_idle_for_eight_hours_on_one_connection_each()
    {
        var world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch));
        Open(world, 1000);
        var beats = 0;
        using (world.Clients[0].Frames.Where(record => record.Frame is HeartbeatFrame).Subscribe(_ => beats++))
            world.AdvanceBy(TimeSpan.FromHours(8));

        // Three a minute, and their answers.
        Assert.Equal(2 * 8 * 60 * 3, beats);
        Assert.Equal(1000, world.Network.Dials);
        Assert.Equal(1000, world.Server.SessionCount);
        Assert.All(world.Clients, client => Assert.Equal(new ConnectionState.Connected(), client.State));
    }

    /// <summary>
    /// Ten thousand clients lose their connections at one instant. All dials of a fixed retry fall into one second; jitter spreads them over all five, at no
    /// cost in time.
    /// </summary>
    [Theory]
    [InlineData("fixed 5 s", 10_000, "00:00:05.0300000")]
    [InlineData("full jitter below 5 s", 2_066, "00:00:05.0295274")]
    public void A_crowd_that_is_dropped_at_one_instant_comes_back(string policy, int peakDialsPerSecond, string lastBack)
    {
        var comeback = Drop(policy, dialsTakenPerSecond: null);
        Assert.Equal((peakDialsPerSecond, TimeSpan.Parse(lastBack), Crowd), comeback);
    }

    /// <summary>
    /// The same where the server takes a thousand dials a second: a fixed retry comes in waves of which it takes a thousand each, and most of the time it
    /// waits.
    /// </summary>
    [Theory]
    [InlineData("fixed 5 s", 10_000, "00:00:50.1200000", 55_000)]
    [InlineData("full jitter below 5 s", 2_496, "00:00:34.4771534", 16_211)]
    public void A_crowd_comes_back_to_a_server_that_takes_a_thousand_dials_a_second(string policy, int peakDialsPerSecond, string lastBack, int dials)
    {
        var comeback = Drop(policy, dialsTakenPerSecond: 1000);
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
        Open(world, Crowd, PolicyOf(policy));
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
        Assert.Equal(Crowd, world.Server.SessionCount);
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
