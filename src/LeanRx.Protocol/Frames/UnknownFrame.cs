namespace LeanRx.Protocol;

/// <summary>A frame whose <c>cmd</c> this library does not know, or that has none. Everything but the envelope is in <see cref="Frame.Extensions"/>.</summary>
/// <param name="Name">The command as it stood on the wire; empty when there was none.</param>
public sealed record UnknownFrame(string Name) : Frame
{
    /// <inheritdoc/>
    public override string Command => Name;

    /// <summary>The operation, <c>op</c> on the wire, when there was one.</summary>
    public string? Operation { get; init; }
}
