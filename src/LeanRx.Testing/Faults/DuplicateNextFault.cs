namespace LeanRx.Testing;

/// <summary>The next frame of one client arrives twice.</summary>
/// <param name="At">From when on, counted from the moment at which its plan is applied.</param>
/// <param name="ClientId">Whose.</param>
/// <param name="Direction">Which way it goes, as the client sees it.</param>
/// <param name="Command">Its command, <c>direct</c> for example; null for any but a heartbeat.</param>
public sealed record DuplicateNextFault(TimeSpan At, string ClientId, FrameDirection Direction, string? Command = null) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world)
    {
        RequireClient(world, ClientId);
        world.Network.DuplicateNext(ClientId, Direction, Command);
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new DuplicateNextFault({Code(At)}, {Code(ClientId)}, {Code(Direction)}, {Code(Command)})";
}
