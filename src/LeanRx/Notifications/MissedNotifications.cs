using LeanRx.Protocol;

namespace LeanRx;

// protocol.md §4.16
/// <summary>A page of missed notifications.</summary>
/// <param name="Frames">The frames as they would have come over the socket, the oldest first.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
/// <param name="IsComplete">False when the server has dropped older ones: what the client knows of its conversations cannot be trusted then.</param>
public sealed record MissedNotifications(IReadOnlyList<Frame> Frames, bool HasMore = false, bool IsComplete = true);
