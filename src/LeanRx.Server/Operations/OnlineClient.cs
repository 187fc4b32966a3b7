namespace LeanRx.Server;

/// <summary>A client that is online.</summary>
public sealed record OnlineClient
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The logins of the client, one for each of its devices, the oldest first.</summary>
    public required IReadOnlyList<OnlineLogin> Logins { get; init; }
}
