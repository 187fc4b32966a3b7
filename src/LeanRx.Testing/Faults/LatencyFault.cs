namespace LeanRx.Testing;

/// <summary>Payloads take longer.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Latency">Time from one side to the other, at least.</param>
/// <param name="Jitter">What chance adds to it, at most.</param>
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
