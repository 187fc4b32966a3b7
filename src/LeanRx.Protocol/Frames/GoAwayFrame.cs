namespace LeanRx.Protocol;

/// <summary><c>goaway</c>: the server asks the client to look its route up again and reconnect (protocol.md §2.7).</summary>
public sealed record GoAwayFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.GoAway;
}
