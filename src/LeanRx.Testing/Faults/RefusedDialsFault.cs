namespace LeanRx.Testing;

/// <summary>The server cannot be reached; open connections stay.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
public sealed record RefusedDialsFault(TimeSpan At, TimeSpan For) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { RefusesDials = true };

    /// <inheritdoc/>
    public override string ToCode() => $"new RefusedDialsFault({Code(At)}, {Code(For)})";
}
