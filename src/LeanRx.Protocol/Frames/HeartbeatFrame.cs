namespace LeanRx.Protocol;

// protocol.md §2.4
/// <summary>The empty object <c>{}</c> that each side of the JSON dialect sends to show that it lives.</summary>
public sealed record HeartbeatFrame : Frame
{
    /// <summary>The only heartbeat there is.</summary>
    public static HeartbeatFrame Instance { get; } = new();

    /// <inheritdoc/>
    public override string Command => "";
}
