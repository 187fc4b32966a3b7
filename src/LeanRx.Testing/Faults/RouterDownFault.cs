namespace LeanRx.Testing;

/// <summary>Route lookups and requests for missed events fail; WebSockets can still be opened.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
public sealed record RouterDownFault(TimeSpan At, TimeSpan For) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { RefusesRoutes = true };

    /// <inheritdoc/>
    public override string ToCode() => $"new RouterDownFault({Code(At)}, {Code(For)})";
}
