using LeanRx.Protocol;

namespace LeanRx.Server;

/// <summary>A frame that goes to many connections. <see cref="Frame.PeerId"/> is null in it: each receiver gets its own.</summary>
/// <param name="frame">What to send, without an addressee.</param>
public sealed class Broadcast(Frame frame)
{
    /// <summary>The frame, without an addressee.</summary>
    public Frame Frame { get; } = frame;
}
