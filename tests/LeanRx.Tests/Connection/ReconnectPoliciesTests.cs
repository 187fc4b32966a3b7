namespace LeanRx.Tests.Connection;

public class ReconnectPoliciesTests
{
    static ReconnectContext Context(int attempt, double chance) =>
        new() { Attempt = attempt, Elapsed = TimeSpan.Zero, Cause = new ConnectionLostException("gone"), Randomizer = () => chance };

    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    [InlineData(3, 2000)]
    [InlineData(6, 16_000)]
    [InlineData(7, 30_000)]
    [InlineData(1000, 30_000)]
    [InlineData(int.MaxValue, 30_000)]
    [Trait("Row", "D14")]
    public void The_default_waits_up_to_a_ceiling_that_doubles(int attempt, int ceiling)
    {
        Assert.Equal(TimeSpan.Zero, ReconnectPolicies.Default.NextDelay(Context(attempt, 0)));
        Assert.Equal(TimeSpan.FromMilliseconds(ceiling / 2), ReconnectPolicies.Default.NextDelay(Context(attempt, 0.5)));
    }

    [Fact]
    public void None_never_reconnects() => Assert.Null(ReconnectPolicies.None.NextDelay(Context(1, 0.5)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Delays_that_make_no_sense_are_refused(int initial, int max) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconnectPolicies.ExponentialBackoff(TimeSpan.FromSeconds(initial), TimeSpan.FromSeconds(max)));
}
