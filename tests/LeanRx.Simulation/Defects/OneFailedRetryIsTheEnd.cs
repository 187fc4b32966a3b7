using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>One failed retry ends reconnection for good (D2).</summary>
sealed class OneFailedRetryIsTheEnd : Defect
{
    public override string FoundBy => "law 3: Tom is not connected";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) =>
        options with { ReconnectPolicy = new Retries(static attempt => attempt > 1 ? null : TimeSpan.FromSeconds(1)) };
}
