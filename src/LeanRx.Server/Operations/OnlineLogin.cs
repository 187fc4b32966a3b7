namespace LeanRx.Server;

/// <summary>One of the logins of a client that is online.</summary>
public sealed record OnlineLogin
{
    /// <summary>When the client logged in.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The tag of the device class.</summary>
    /// <value>Null if the client gave none.</value>
    public string? Tag { get; init; }

    /// <summary>What the client says about its software.</summary>
    /// <value>Null if it says nothing.</value>
    public string? UserAgent { get; init; }

    /// <summary>The address from which the client connects.</summary>
    /// <value>Null if the host does not know it.</value>
    public string? RemoteAddress { get; init; }
}
