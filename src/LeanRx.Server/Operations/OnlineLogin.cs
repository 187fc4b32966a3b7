namespace LeanRx.Server;

/// <summary>One of the logins of a client that is online.</summary>
public sealed record OnlineLogin
{
    /// <summary>When the client logged in.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The tag of the device class. Null if the client gave none.</summary>
    public string? Tag { get; init; }

    /// <summary>What the client says about its software. Null if it says nothing.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The address from which the client connects. Null if the host does not know it.</summary>
    public string? RemoteAddress { get; init; }
}
