namespace LeanRx.Protocol;

// protocol.md §3.7
/// <summary><c>error</c>: a request was refused.</summary>
public sealed record ErrorFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Error;

    /// <summary>The error code, see <see cref="ErrorCodes"/>.</summary>
    public required int Code { get; init; }

    /// <summary>The symbolic name of the code, upper snake case, for example <c>CONVERSATION_NOT_FOUND</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The code that an application hook gave.</summary>
    public int? ApplicationCode { get; init; }

    /// <summary>The text that an application hook gave.</summary>
    public string? ApplicationMessage { get; init; }

    /// <summary>Detail for people.</summary>
    public string? Detail { get; init; }
}
