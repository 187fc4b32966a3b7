namespace LeanRx.Testing;

/// <summary>The connections of a client stay open, but nothing is delivered any more, and neither side is notified.</summary>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="ClientId">The client.</param>
public sealed record HalfOpenFault(TimeSpan At, string ClientId) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world)
    {
        RequireClient(world, ClientId);
        world.Network.Freeze(ClientId);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new HalfOpenFault({Code(At)}, {Code(ClientId)})";
}
