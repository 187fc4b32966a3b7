using LeanRx.Protocol;

namespace LeanRx;

/// <summary>A frame that was sent or received, for logs and tools.</summary>
public sealed record FrameRecord
{
    /// <summary>The direction of the frame.</summary>
    public required FrameDirection Direction { get; init; }

    /// <summary>The time at which it passed, by the client's clock.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The frame.</summary>
    public required Frame Frame { get; init; }
}
