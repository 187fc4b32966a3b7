namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>login</c>, <c>loggedin</c>, <c>logout</c>, <c>loggedout</c>: the push and LiveQuery channel.</summary>
/// <param name="Name">One of the four commands.</param>
public sealed record LoginFrame(string Name) : Frame
{
    /// <inheritdoc/>
    public override string Command => Name;

    /// <summary>The device.</summary>
    public string? InstallationId { get; init; }

    /// <summary>The client's clock, milliseconds since 1970 UTC.</summary>
    public long? ClientTimestamp { get; init; }

    /// <summary>1 LiveQuery and push data, 2 messaging.</summary>
    public int? Service { get; init; }

    /// <summary>True when the server does not push to this device.</summary>
    public bool? IsPushDisabled { get; init; }
}
