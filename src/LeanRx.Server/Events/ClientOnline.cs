namespace LeanRx.Server.Events;

/// <summary>A client has logged in.</summary>
/// <remarks>One client can have several logins at a time.</remarks>
public sealed record ClientOnline : ServerEvent
{
    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The tag of the login.</summary>
    /// <value>Null if it has none.</value>
    public string? Tag { get; init; }

    /// <summary>The device or installation that the login named.</summary>
    /// <value>Null if it named none.</value>
    public string? DeviceId { get; init; }

    /// <summary>Whether the client has reconnected by itself.</summary>
    public bool IsReconnect { get; init; }

    /// <summary>The address of the client, if the host knows it.</summary>
    public string? RemoteAddress { get; init; }

    internal override string Subject => ClientId;
}
