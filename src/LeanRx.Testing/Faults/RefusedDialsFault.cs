namespace LeanRx.Testing;

/// <summary>New connections are refused; open ones stay.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
public sealed record RefusedDialsFault(TimeSpan At, TimeSpan For) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { RefusesDials = true };

    /// <inheritdoc/>
    public override string ToCode() => $"new RefusedDialsFault({Code(At)}, {Code(For)})";
}
