namespace LeanRx.Testing;

/// <summary>The calendar of one computer is set.</summary>
/// <remarks>
/// Its date (<c>IScheduler.Now</c>: timestamps, the expiry of tokens and routes) is later or earlier from then on. Time-outs, heartbeats and delays are not
/// affected, and neither is the clock of the world.
/// </remarks>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="By">The change; negative for an earlier date.</param>
/// <param name="ClientId">The client whose computer is set; null for the server.</param>
public sealed record ClockJumpFault(TimeSpan At, TimeSpan By, string? ClientId = null) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world)
    {
        RequireClient(world, ClientId);
        world.JumpClock(By, ClientId);
    }

    internal override void Validate()
    {
        base.Validate();
        if (By == TimeSpan.Zero)
            throw new FaultPlanException($"{ToCode()}: a clock that jumps by zero does not jump.");
    }

    /// <inheritdoc/>
    public override string ToCode() => $"new ClockJumpFault({Code(At)}, {Code(By)}, {Code(ClientId)})";
}
