namespace LeanRx.Server;

/// <summary>How long operations took, as percentiles.</summary>
/// <remarks>A percentile is at most 7 % away from the measured time, and never outside of the shortest and the longest one.</remarks>
public sealed record LatencySummary
{
    /// <summary>How many operations were timed.</summary>
    /// <remarks>The percentiles are zero if there were none.</remarks>
    public required long Count { get; init; }

    /// <summary>The median: half of the operations took no longer.</summary>
    public required TimeSpan P50 { get; init; }

    /// <summary>The 99th percentile: of a hundred operations, 99 took no longer.</summary>
    public required TimeSpan P99 { get; init; }
}
