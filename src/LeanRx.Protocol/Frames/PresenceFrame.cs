namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>presence</c>: watched clients came or went, in the first version of the protocol.</summary>
public sealed record PresenceFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Presence;

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The clients.</summary>
    public IReadOnlyList<string>? ClientIds { get; init; }
}
