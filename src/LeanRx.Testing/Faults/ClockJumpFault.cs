namespace LeanRx.Testing;

/// <summary>
/// Somebody sets the calendar of one computer. What that computer reads as the date (<c>IScheduler.Now</c>: timestamps, the expiry of tokens and routes) is
/// later or earlier from then on; what it waits for is not: time-outs, heartbeats and delays, begun before or after, last as long as ever. The clock of the
/// world goes on undisturbed.
/// </summary>
/// <param name="At">When, counted from the moment at which its plan is applied.</param>
/// <param name="By">How far; negative for an earlier date.</param>
/// <param name="ClientId">Whose computer; null for the server's.</param>
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
