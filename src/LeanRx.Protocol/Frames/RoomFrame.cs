namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>room</c>: groups of the first version of the protocol.</summary>
public sealed record RoomFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Room;

    /// <summary>The operation, for example <c>join</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The group.</summary>
    public string? RoomId { get; init; }

    /// <summary>The members concerned.</summary>
    public IReadOnlyList<string>? ClientIds { get; init; }

    /// <summary>Who acted.</summary>
    public string? ByClientId { get; init; }

    /// <summary>True for a group that is not stored.</summary>
    public bool? IsTransient { get; init; }

    /// <summary>Signature of the operation.</summary>
    public FrameSignature? Signature { get; init; }
}
