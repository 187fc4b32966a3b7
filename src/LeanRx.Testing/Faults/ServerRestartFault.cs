namespace LeanRx.Testing;

/// <summary>The server stops and starts again at the same instant.</summary>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="KeepStore">Whether it keeps its store.</param>
public sealed record ServerRestartFault(TimeSpan At, bool KeepStore = true) : NetworkFault(At)
{
    private protected override void Strike(VirtualWorld world) => world.RestartServer(KeepStore);

    /// <inheritdoc/>
    public override string ToCode() => $"new ServerRestartFault({Code(At)}, {(KeepStore ? "true" : "false")})";
}
