namespace LeanRx;

// protocol.md §4.16
/// <summary>A request for missed events.</summary>
public sealed record MissedEventRequest
{
    /// <summary>The base address of the REST API: <see cref="LeanClientOptions.ApiServer"/>, or the address derived from
    /// <see cref="LeanClientOptions.Server"/>.</summary>
    public required Uri ApiServer { get; init; }

    /// <summary>The application id.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The application key.</summary>
    public required string ApplicationKey { get; init; }

    /// <summary>The client that was disconnected.</summary>
    public required string ClientId { get; init; }

    /// <summary>The session token of its login.</summary>
    public required string SessionToken { get; init; }

    /// <summary>Only events later than this, by the server's clock, to the millisecond.</summary>
    /// <remarks>Events that the client received already may be returned again; it ignores them.</remarks>
    public required DateTimeOffset After { get; init; }
}
