namespace LeanRx.Testing;

/// <summary>Payloads of different connections overtake each other; those of one direction of one connection stay in order, as TCP has it.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="By">How much later than another a connection may be at most: each direction of each connection draws its share once.</param>
public sealed record ReorderFault(TimeSpan At, TimeSpan For, TimeSpan By) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { Skew = By };

    internal override void Validate()
    {
        base.Validate();
        if (By <= TimeSpan.Zero)
            throw new FaultPlanException($"{ToCode()}: connections that are not apart do not overtake each other.");
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new ReorderFault({Code(At)}, {Code(For)}, {Code(By)})";
}
