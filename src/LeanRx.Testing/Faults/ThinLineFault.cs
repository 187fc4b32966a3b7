namespace LeanRx.Testing;

/// <summary>Few bytes a second pass on the connections of a client, each way; nothing is lost.</summary>
/// <param name="At">When it begins, counted from the moment at which its plan is applied.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="BytesPerSecond">How many bytes a second, at least 1. What waits on the line goes on at the new rate when it changes.</param>
/// <param name="ClientId">Whose connections; null for everybody's.</param>
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
