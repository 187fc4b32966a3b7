namespace LeanRx.Testing;

/// <summary>Single payloads arrive twice, in either direction.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Rate">Chance of each payload, 0 to 1.</param>
public sealed record DuplicateFault(TimeSpan At, TimeSpan For, double Rate) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { DuplicateRate = Rate };

    internal override void Validate()
    {
        base.Validate();
        ValidateRate(Rate);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new DuplicateFault({Code(At)}, {Code(For)}, {Code(Rate)})";
}
