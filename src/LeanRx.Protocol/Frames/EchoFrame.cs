namespace LeanRx.Protocol;

// protocol.md §2.4
/// <summary><c>echo</c>: the heartbeat of the protobuf dialects; answered by an echo with the same serial id.</summary>
public sealed record EchoFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Echo;
}
