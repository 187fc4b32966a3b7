namespace LeanRx.Testing;

/// <summary>The connections of one client stay open, but nothing passes any more, and neither side is told.</summary>
/// <param name="At">When, counted from the moment at which its plan is applied.</param>
/// <param name="ClientId">Whose connections.</param>
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
