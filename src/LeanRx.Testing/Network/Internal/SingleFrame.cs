using LeanRx.Protocol;

namespace LeanRx.Testing.Network.Internal;

/// <summary>The next frame of one client in one direction, and what becomes of it.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Direction">The direction of the frame, seen from the client.</param>
/// <param name="Command">Its command, <c>direct</c> for example; null for any but a heartbeat.</param>
/// <param name="Copies">How often it arrives: 0 or 2.</param>
internal sealed record SingleFrame(string ClientId, FrameDirection Direction, string? Command, int Copies)
{
    public bool IsMeant(string? clientId, FrameDirection direction, Frame? frame) =>
        clientId == ClientId && direction == Direction && frame is not null && (Command is null ? frame is not HeartbeatFrame : frame.Command == Command);
}
