namespace LeanRx.Testing;

/// <summary>Connections break, and both sides notice at once.</summary>
/// <param name="At">When, counted from the moment at which its plan is applied.</param>
/// <param name="ClientId">Whose connections; null for everybody's.</param>
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
