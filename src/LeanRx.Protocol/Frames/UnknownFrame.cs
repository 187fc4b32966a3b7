namespace LeanRx.Protocol;

/// <summary>A frame whose command (<c>cmd</c>) is unknown or missing.</summary>
/// <remarks>All fields except the envelope are in <see cref="Frame.Extensions"/>.</remarks>
public sealed record UnknownFrame : Frame
{
    /// <summary>Creates a frame.</summary>
    public UnknownFrame(string name) => Name = name;

    /// <summary>The command; empty if there is none.</summary>
    public string Name { get; init; }

    /// <inheritdoc/>
    public override string Command => Name;

    /// <summary>The operation, <c>op</c> on the wire; null if there is none.</summary>
    public string? Operation { get; init; }
}
