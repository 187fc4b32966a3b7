namespace LeanRx.Testing;

/// <summary>Payloads of different connections overtake each other.</summary>
/// <remarks>Within a direction of a connection they stay in order, as with TCP.</remarks>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="By">The maximum delay between connections: each direction of each connection draws its share once.</param>
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
