using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>The laws over drawn plans: nothing is lost, heard twice, out of order or invented, every command ends, every client comes back.</summary>
[Trait("Speed", "slow")]
public class LawTests
{
    static readonly int s_plans = Amount.Of(some: 240, all: 2000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_strikes_the_laws_hold(bool isOnOneSocket)
    {
        var campaign = new Campaign(isOnOneSocket ? s_plans / 4 : s_plans, isOnOneSocket: isOnOneSocket).Run();
        Assert.True(!campaign.Failures.Any(), string.Join('\n', campaign.Failures.Take(3).Select(campaign.Describe)));
    }

    [Fact]
    public void Whatever_strikes_the_laws_hold_with_hooks_that_fail_too()
    {
        var campaign = new Campaign(s_plans / 8, hasHooks: true).Run();
        Assert.True(!campaign.Failures.Any(), string.Join('\n', campaign.Failures.Take(3).Select(campaign.Describe)));
    }

    [Fact]
    public void Whatever_strikes_the_laws_hold_over_three_nodes_too()
    {
        var campaign = new Campaign(Amount.Of(some: 16, all: 80), nodes: 3).Run();
        Assert.True(!campaign.Failures.Any(), string.Join('\n', campaign.Failures.Take(3).Select(campaign.Describe)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_run_after_run_and_on_any_number_of_cores()
    {
        const int plans = 24;
        var expected = new Campaign(plans, firstSeed: 7).Run(cores: 1).ToString();
        Assert.Equal(expected, new Campaign(plans, firstSeed: 7).Run(cores: 1).ToString());
        Assert.Equal(expected, new Campaign(plans, firstSeed: 7).Run(cores: 2).ToString());
        Assert.Equal(expected, new Campaign(plans, firstSeed: 7).Run(cores: 16).ToString());
    }

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(Simulation.Simulation.Play(7, FaultPlan.None).Trace, Simulation.Simulation.Play(8, FaultPlan.None).Trace);

    [Fact]
    public void The_last_line_of_a_report_says_it_all() =>
        Assert.Matches("^simulation: 2 plans, [0-9]+ messages, [0-9]+ faults, trace [0-9a-f]{16}, 0 violations$", new Campaign(2).Run().ToString());

    [Fact]
    public void Drawn_plans_know_every_kind_of_fault()
    {
        var plans = Enumerable.Range(1, 2000).Select(seed => Simulation.Simulation.PlanOf(seed, nodes: 3));
        var drawn = plans.SelectMany(plan => plan.Faults).Select(fault => fault.GetType()).Distinct();
        var known = typeof(NetworkFault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(NetworkFault)) && !type.IsAbstract);
        Assert.Equal(known.Order(ByName), drawn.Order(ByName));
    }

    static readonly Comparer<Type> ByName = Comparer<Type>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    [Fact]
    public void A_plan_that_fails_shrinks_to_what_makes_it_fail()
    {
        var culprit = new ServerRestartFault(TimeSpan.FromSeconds(30), KeepStore: false);
        var plan = FaultPlan.Draw(3, TimeSpan.FromMinutes(1), ["Tom"]) + new FaultPlan(culprit);
        Assert.Equal(new FaultPlan(culprit), Shrinker.Shrink(plan, candidate => candidate.Faults.Contains(culprit)));
    }
}
