using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>The client never asks itself whether the server still lives.</summary>
sealed class HalfOpenIsNotNoticed : Defect
{
    public override string FoundBy => "law 8";

    public override LeanClientOptions Change(LeanClientOptions options, VirtualWorld world) => options with { KeepAliveTimeout = Timeout.InfiniteTimeSpan };
}
