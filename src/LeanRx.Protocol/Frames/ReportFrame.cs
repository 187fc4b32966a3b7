using System.Text.Json;

namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>report</c>: upload of a device token.</summary>
public sealed record ReportFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Report;

    /// <summary><c>upload</c> or <c>uploaded</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>True when the client reports of itself.</summary>
    public bool? IsInitiative { get; init; }

    /// <summary>What is reported, for example <c>token</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The report.</summary>
    public JsonElement? Data { get; init; }
}
