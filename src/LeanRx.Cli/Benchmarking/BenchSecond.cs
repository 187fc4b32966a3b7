using LeanRx.Server;

namespace LeanRx.Cli.Benchmarking;

/// <summary>What a load did between two looks.</summary>
/// <param name="Elapsed">Since the load began.</param>
/// <param name="Length">Between the looks.</param>
sealed record BenchSecond(TimeSpan Elapsed, TimeSpan Length)
{
    public required long Acknowledged { get; init; }

    public required long Delivered { get; init; }

    /// <summary>From the call to the acknowledgement.</summary>
    public required LatencySummary Send { get; init; }

    /// <summary>From the call to a receiver.</summary>
    public required LatencySummary Delivery { get; init; }

    /// <summary>Since the load began, by code.</summary>
    public required long Errors { get; init; }

    public required int Outstanding { get; init; }

    /// <summary>Of this process, in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Of the server, in bytes; null where it does not tell.</summary>
    public required long? ServerMemory { get; init; }

    public double AcknowledgedPerSecond => Acknowledged / Length.TotalSeconds;

    public double DeliveredPerSecond => Delivered / Length.TotalSeconds;
}
