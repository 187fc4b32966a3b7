namespace LeanRx.Protocol;

// protocol.md §4.15
/// <summary><c>login</c>, <c>loggedin</c>, <c>logout</c>, <c>loggedout</c>: the push and LiveQuery channel.</summary>
public sealed record LoginFrame : Frame
{
    /// <summary>Creates a frame.</summary>
    public LoginFrame(string name) => Name = name;

    /// <summary>One of the four commands.</summary>
    public string Name { get; init; }

    /// <inheritdoc/>
    public override string Command => Name;

    /// <summary>The installation id of the device.</summary>
    public string? InstallationId { get; init; }

    /// <summary>The client's clock, in milliseconds since 1970 UTC.</summary>
    public long? ClientTimestamp { get; init; }

    /// <summary>1 for LiveQuery and push data, 2 for messaging.</summary>
    public int? Service { get; init; }

    /// <summary>True when the server does not push to this device.</summary>
    public bool? IsPushDisabled { get; init; }
}
