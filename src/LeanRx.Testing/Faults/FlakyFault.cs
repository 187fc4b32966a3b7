namespace LeanRx.Testing;

/// <summary>Payloads break their connection instead of being delivered.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Rate">The probability for each payload, 0 to 1.</param>
public sealed record FlakyFault(TimeSpan At, TimeSpan For, double Rate) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { CutRate = Rate };

    internal override void Validate()
    {
        base.Validate();
        ValidateRate(Rate);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new FlakyFault({Code(At)}, {Code(For)}, {Code(Rate)})";
}
