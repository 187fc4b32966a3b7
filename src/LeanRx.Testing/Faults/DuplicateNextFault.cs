namespace LeanRx.Testing;

/// <summary>The next frame of a client is delivered twice.</summary>
/// <param name="At">The time from which on it applies, from the start of its plan.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Direction">The direction of the frame, seen from the client.</param>
/// <param name="Command">The command of the frame, for example <c>direct</c>; null for any frame except heartbeats.</param>
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
