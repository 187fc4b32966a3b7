namespace LeanRx.Testing;

/// <summary>Connections break; both sides notice at once.</summary>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="ClientId">The client; null for all clients.</param>
public sealed record CutFault(TimeSpan At, string? ClientId = null) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world)
    {
        RequireClient(world, ClientId);
        if (ClientId is null)
            world.Network.Cut();
        else
            world.Network.Cut(ClientId);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new CutFault({Code(At)}, {Code(ClientId)})";
}
