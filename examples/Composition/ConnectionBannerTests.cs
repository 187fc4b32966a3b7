using LeanRx;
using LeanRx.Testing;

namespace Composition;

public class ConnectionBannerTests
{
    [Fact]
    public void The_banner_counts_down_to_each_attempt_and_goes_away_when_one_succeeds()
    {
        var friends = new TwoFriends(options => options with { ReconnectPolicy = new EveryThreeSeconds() });
        var banner = friends.Jerry.StateChanges.Banner(friends.World.Scheduler).Record(friends.World.Scheduler);
        friends.Wait(1);

        new FaultPlan(
            new CutFault(TimeSpan.Zero, "Jerry"),
            new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromSeconds(5))).ApplyTo(friends.World);
        friends.Wait(10);

        banner.AssertValues(
            "",
            "No connection. Trying again in 3 s", "No connection. Trying again in 2 s", "No connection. Trying again in 1 s", "Trying again…",
            "No connection. Trying again in 3 s", "No connection. Trying again in 2 s", "No connection. Trying again in 1 s", "Trying again…",
            "");
    }

    sealed class EveryThreeSeconds : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => TimeSpan.FromSeconds(3);
    }
}
