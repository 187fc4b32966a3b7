using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>The laws over drawn plans: nothing is lost, heard twice, out of order or invented, every command ends, every client comes back.</summary>
public class LawTests
{
    const int Plans = 500;

    [Fact]
    public void Whatever_strikes_the_laws_hold()
    {
        foreach (var seed in Enumerable.Range(1, Plans))
        {
            var plan = Simulation.Simulation.PlanOf(seed);
            if (Simulation.Simulation.Play(seed, plan).Violations.Count == 0)
                continue;
            var shortest = Shrinker.Shrink(plan, candidate => Simulation.Simulation.Play(seed, candidate).Violations.Count > 0);
            Assert.Fail($"Simulation.Play({seed}, {shortest}):\n{string.Join('\n', Simulation.Simulation.Play(seed, shortest).Violations)}");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        var plan = Simulation.Simulation.PlanOf(7);
        Assert.Equal(Simulation.Simulation.Play(7, plan).Trace, Simulation.Simulation.Play(7, plan).Trace);
    }

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(Simulation.Simulation.Play(7, FaultPlan.None).Trace, Simulation.Simulation.Play(8, FaultPlan.None).Trace);

    [Fact]
    public void A_server_that_forgets_is_found()
    {
        var violations = Simulation.Simulation.Play(1, new FaultPlan(new ServerRestartFault(TimeSpan.FromSeconds(30), KeepStore: false))).Violations;
        Assert.Contains(violations, violation => violation.StartsWith("law 14: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_that_fails_shrinks_to_what_makes_it_fail()
    {
        var culprit = new ServerRestartFault(TimeSpan.FromSeconds(30), KeepStore: false);
        var plan = FaultPlan.Draw(3, TimeSpan.FromMinutes(1), ["Tom"]) + new FaultPlan(culprit);
        Assert.Equal(new FaultPlan(culprit), Shrinker.Shrink(plan, candidate => candidate.Faults.Contains(culprit)));
    }
}
