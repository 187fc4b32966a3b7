using System.Text.Json;

namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>data</c>: push or LiveQuery items.</summary>
public sealed record DataFrame : Frame
{
    /// <inheritdoc/>
    public override string Command => Commands.Data;

    /// <summary>Ids of the items, to be acknowledged.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>The items.</summary>
    public IReadOnlyList<JsonElement>? Items { get; init; }

    /// <summary>1 LiveQuery and push data.</summary>
    public int? Service { get; init; }

    /// <summary>True for items replayed at login.</summary>
    public bool? IsOffline { get; init; }

    /// <summary>The device.</summary>
    public string? InstallationId { get; init; }
}
