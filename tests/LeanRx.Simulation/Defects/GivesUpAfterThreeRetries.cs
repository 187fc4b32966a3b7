using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Reconnection ends after three attempts.</summary>
sealed class GivesUpAfterThreeRetries : Defect
{
    public override string FoundBy => "law 3: Tom is not connected";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
        options with { ReconnectPolicy = new Retries(static attempt => attempt > 3 ? null : TimeSpan.FromMilliseconds(100 << attempt)) };
}
