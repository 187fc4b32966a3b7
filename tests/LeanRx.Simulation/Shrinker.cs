using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Takes faults away from a plan that fails, one by one, for as long as it still fails.</summary>
public static class Shrinker
{
    /// <summary>The shortest plan found that still breaks a law under the same seed.</summary>
    /// <param name="plan">A plan that fails.</param>
    /// <param name="fails">Whether a plan fails.</param>
    public static FaultPlan Shrink(FaultPlan plan, Func<FaultPlan, bool> fails)
    {
        for (var index = 0; index < plan.Faults.Length;)
        {
            var shorter = plan.Without(index);
            if (fails(shorter))
                plan = shorter;
            else
                index++;
        }
        return plan;
    }
}
