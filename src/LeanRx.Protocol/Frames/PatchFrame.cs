namespace LeanRx.Protocol;

// protocol.md §4.13
/// <summary><c>patch</c>: messages were edited or recalled.</summary>
public sealed record PatchFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Patch;

    /// <summary><c>modify</c> or <c>modified</c>, see <see cref="PatchOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>The changes.</summary>
    public IReadOnlyList<PatchItem>? Patches { get; init; }

    /// <summary>Patch cursor, milliseconds.</summary>
    public long? LastPatchTime { get; init; }
}
