namespace LeanRx.Testing;

/// <summary>Payloads take longer.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Latency">The minimum time from one side to the other.</param>
/// <param name="Jitter">The maximum random addition.</param>
public sealed record LatencyFault(TimeSpan At, TimeSpan For, TimeSpan Latency, TimeSpan Jitter) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => conditions with { Latency = Latency, Jitter = Jitter };

    internal override void Validate()
    {
        base.Validate();
        if (Latency < TimeSpan.Zero || Jitter < TimeSpan.Zero)
            throw new FaultPlanException($"{ToCode()}: latency and jitter cannot be negative.");
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new LatencyFault({Code(At)}, {Code(For)}, {Code(Latency)}, {Code(Jitter)})";
}
