using LeanRx.Protocol;

namespace LeanRx.Testing;

/// <summary>A frame that a virtual network dropped while its connection stayed open.</summary>
public sealed record LostFrame
{
    /// <summary>The time at which it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The client of the connection; null before a login.</summary>
    public string? ClientId { get; init; }

    /// <summary>The direction of the frame, seen from the client.</summary>
    public required FrameDirection Direction { get; init; }

    /// <summary>The frame; null if the payload was not a frame.</summary>
    public Frame? Frame { get; init; }
}
