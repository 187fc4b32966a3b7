namespace LeanRx.Server.Telemetry.Internal;

/// <summary>What is kept of a minute that is over.</summary>
internal record struct StatisticsMinute
{
    public int Peak;
    public int Received;
    public int Delivered;
    public int Refused;
    public int Slow;
    public int Timed;
    public float P50;
    public float P99;

    public readonly LatencySummary Latency => new() { Count = Timed, P50 = TimeSpan.FromMicroseconds(P50), P99 = TimeSpan.FromMicroseconds(P99) };
}
