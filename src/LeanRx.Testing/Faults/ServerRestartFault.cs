namespace LeanRx.Testing;

/// <summary>The server goes down and comes up again at the same instant.</summary>
/// <param name="At">When, counted from the moment at which its plan is applied.</param>
/// <param name="KeepStore">Whether it comes back with what it had stored.</param>
public sealed record ServerRestartFault(TimeSpan At, bool KeepStore = true) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world) => world.RestartServer(KeepStore);

    /// <inheritdoc/>
    public override string ToCode() => $"new ServerRestartFault({Code(At)}, {(KeepStore ? "true" : "false")})";
}
