namespace LeanRx;

// protocol.md §1.2
/// <summary>The WebSocket addresses of an application, as returned by the router.</summary>
public sealed record ServerRoute
{
    /// <summary>Creates a route.</summary>
    /// <param name="server">The primary WebSocket URL.</param>
    /// <param name="timeToLive">How long the route may be cached.</param>
    public ServerRoute(Uri server, TimeSpan timeToLive)
    {
        Server = server;
        TimeToLive = timeToLive;
    }

    /// <summary>The primary WebSocket URL.</summary>
    public Uri Server { get; init; }

    /// <summary>The URL to use when the primary fails; null if there is none.</summary>
    public Uri? Secondary { get; init; }

    /// <summary>How long the route may be cached.</summary>
    public TimeSpan TimeToLive { get; init; }
}
