using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>No command has a time-out: an answer that is lost hangs its caller (D8).</summary>
sealed class CommandsNeverTimeOut : Defect
{
    public override string FoundBy => "law 4";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) => options with { CommandTimeout = Timeout.InfiniteTimeSpan };
}
