using LeanRx.Protocol;

namespace LeanRx;

/// <summary>One frame as it passed, for logs and tools.</summary>
/// <param name="Direction">Which way it went.</param>
/// <param name="Timestamp">When, by the client's clock.</param>
/// <param name="Frame">The frame.</param>
public sealed record FrameRecord(FrameDirection Direction, DateTimeOffset Timestamp, Frame Frame);
