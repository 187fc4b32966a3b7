namespace LeanRx.Server;

/// <summary>One minute of a server.</summary>
public sealed record ServerMinute
{
    /// <summary>When the minute began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The largest number of open connections in the minute.</summary>
    public required int PeakConnectionCount { get; init; }

    /// <summary>How long the store took to make messages durable.</summary>
    public required LatencySummary StoreLatency { get; init; }

    /// <summary>The number of connections that were dropped because too much, or for too long, waited for them.</summary>
    public required int SlowReaderCount { get; init; }
}
