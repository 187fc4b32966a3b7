using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Everybody retries after a fixed five seconds (D14).</summary>
sealed class RetriesAreNotSpread : Defect
{
    public override string FoundBy => "law 3";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
        options with { ReconnectPolicy = new Retries(static _ => TimeSpan.FromSeconds(5)) };
}
