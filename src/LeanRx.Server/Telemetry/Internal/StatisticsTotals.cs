namespace LeanRx.Server.Telemetry.Internal;

/// <summary>What a recorder tells of now.</summary>
internal sealed record StatisticsTotals(long Received, long Delivered, long SlowReaders, double ReceivedPerSecond, double DeliveredPerSecond,
    LatencySummary Latency, IReadOnlyDictionary<int, long> Refusals);
