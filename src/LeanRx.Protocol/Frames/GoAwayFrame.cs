namespace LeanRx.Protocol;

// protocol.md §2.7
/// <summary><c>goaway</c>: the server asks the client to look its route up again and reconnect.</summary>
public sealed record GoAwayFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.GoAway;
}
