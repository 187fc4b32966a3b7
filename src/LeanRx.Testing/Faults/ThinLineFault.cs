namespace LeanRx.Testing;

/// <summary>The bandwidth of connections is limited, in each direction; nothing is lost.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="BytesPerSecond">The bandwidth in bytes per second, at least 1. Queued bytes continue at a new rate when it changes.</param>
/// <param name="ClientId">The client; null for all clients.</param>
public sealed record ThinLineFault(TimeSpan At, TimeSpan For, int BytesPerSecond, string? ClientId = null) : LastingFault(At, For)
{
    private protected override NetworkConditions Change(NetworkConditions conditions) => ClientId is null
        ? conditions with { BytesPerSecond = Lower(conditions.BytesPerSecond) }
        : conditions with
        {
            BytesPerSecondOf = conditions.BytesPerSecondOf.SetItem(ClientId,
            Lower(conditions.BytesPerSecondOf.TryGetValue(ClientId, out var before) ? before : null))
        };

    private protected override void Check(VirtualWorld world) => RequireClient(world, ClientId);

    internal override void Validate()
    {
        base.Validate();
        if (BytesPerSecond < 1)
            throw new FaultPlanException($"{ToCode()}: on a line without bytes nothing passes at all, which is a HalfOpenFault.");
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new ThinLineFault({Code(At)}, {Code(For)}, {Code(BytesPerSecond)}, {Code(ClientId)})";

    int Lower(int? before) => before < BytesPerSecond ? before.Value : BytesPerSecond;
}
