namespace LeanRx.Testing;

/// <summary>Single payloads are lost without a trace, while their connections live on.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Rate">Chance of each payload, 0 to 1.</param>
/// <param name="Direction">Which payloads, as the client sees them; null for both ways.</param>
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
