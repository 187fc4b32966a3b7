namespace LeanRx;

// protocol.md §2.6
/// <summary>Why a connection closed.</summary>
/// <param name="Code">The WebSocket close code; 1006 where the socket broke or could not be made.</param>
/// <param name="Reason">The text that came with it.</param>
/// <param name="Cause">The exception behind it, when there was one.</param>
public sealed record TransportClose(int Code, string? Reason = null, Exception? Cause = null);
