namespace LeanRx.Testing;

/// <summary>Payloads are lost without notice, while their connections stay open.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Rate">The probability for each payload, 0 to 1.</param>
/// <param name="Direction">The direction, seen from the client; null for both.</param>
public sealed record DropFault(TimeSpan At, TimeSpan For, double Rate, FrameDirection? Direction = null) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { DropRate = Rate, DropDirection = Direction };

    internal override void Validate()
    {
        base.Validate();
        ValidateRate(Rate);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new DropFault({Code(At)}, {Code(For)}, {Code(Rate)}{(Direction is { } direction ? $", {Code(direction)}" : "")})";
}
