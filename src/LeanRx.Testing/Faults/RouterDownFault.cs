namespace LeanRx.Testing;

/// <summary>Route lookups and the fetching of missed notifications fail; WebSockets can still be dialled.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
public sealed record RouterDownFault(TimeSpan At, TimeSpan For) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { RefusesRoutes = true };

    /// <inheritdoc/>
    public override string ToCode() => $"new RouterDownFault({Code(At)}, {Code(For)})";
}
