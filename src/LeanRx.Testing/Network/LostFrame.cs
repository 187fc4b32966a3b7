using LeanRx.Protocol;

namespace LeanRx.Testing;

/// <summary>A frame that a virtual network lost without a trace, while its connection lived on.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="ClientId">Whose connection; null when nobody had logged in on it.</param>
/// <param name="Direction">Which way it went, as the client sees it.</param>
/// <param name="Frame">The frame; null for a payload that was none.</param>
public sealed record LostFrame(DateTimeOffset At, string? ClientId, FrameDirection Direction, Frame? Frame);
