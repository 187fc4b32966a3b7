namespace LeanRx.Protocol;

// protocol.md §3.7, §4.4.1
/// <summary>Why a member operation failed for some client ids, an item of <c>failedPids</c>.</summary>
public sealed record OperationError
{
    /// <summary>The error code, see <see cref="ErrorCodes"/>.</summary>
    public required int Code { get; init; }

    /// <summary>The symbolic name of the code.</summary>
    public string? Reason { get; init; }

    /// <summary>Detail for people.</summary>
    public string? Detail { get; init; }

    /// <summary>The client ids that the error is about.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>Fields of the object that this library has no name for.</summary>
    /// <remarks>They survive a round trip.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
