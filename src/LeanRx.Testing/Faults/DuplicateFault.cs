namespace LeanRx.Testing;

/// <summary>Payloads are delivered twice, in either direction.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Rate">The probability for each payload, 0 to 1.</param>
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
