namespace LeanRx.Server.Events;

/// <summary>A login of a client has ended.</summary>
/// <remarks>Others of the same client may go on.</remarks>
public sealed record ClientOffline : ServerEvent
{
    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>How the login ended.</summary>
    public required OfflineReason Reason { get; init; }

    /// <summary>The tag of the login.</summary>
    /// <value>Null if it has none.</value>
    public string? Tag { get; init; }

    /// <summary>The device or installation that the login named.</summary>
    /// <value>Null if it named none.</value>
    public string? DeviceId { get; init; }

    /// <summary>The address of the client, if the host knows it.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>The code with which the server closed the connection, such as 4107.</summary>
    /// <value>Null if it did not.</value>
    public int? CloseCode { get; init; }

    internal override string Subject => ClientId;
}
