namespace LeanRx.Testing;

/// <summary>A fault of the network that lasts for some time.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
public abstract record LastingFault(TimeSpan At, TimeSpan For) : NetworkFault(At)
{
    private protected abstract NetworkConditions Change(NetworkConditions conditions);

    private protected virtual void Check(VirtualWorld world)
    {
    }

    private protected sealed override void Strike(VirtualWorld world)
    {
        Check(world);
        world.Network.ChangeFor(For, Change);
    }

    internal override TimeSpan Duration => For;

    internal override void Validate()
    {
        base.Validate();
        RequireDuration(For);
    }

    private protected void ValidateRate(double rate)
    {
        if (rate is not (>= 0 and <= 1))
            throw new FaultPlanException($"{ToCode()}: a rate is a chance from 0 to 1.");
    }
}
