namespace LeanRx.Testing;

/// <summary>The kinds of <see cref="SessionEvent"/>.</summary>
public enum SessionEventKind
{
    /// <summary>Not an event.</summary>
    None = 0,

    /// <summary>The client dialled.</summary>
    Dialled = 1,

    /// <summary>The socket was opened.</summary>
    Opened = 2,

    /// <summary>The client sent a payload.</summary>
    Sent = 3,

    /// <summary>The client received a payload.</summary>
    Received = 4,

    /// <summary>The client discarded a payload that was too large.</summary>
    Discarded = 5,

    /// <summary>The socket was closed, or could not be opened.</summary>
    Closed = 6,

    /// <summary>The client closed the socket.</summary>
    HungUp = 7,

    /// <summary>The client asked the router.</summary>
    RouteAsked = 10,

    /// <summary>The router answered.</summary>
    Routed = 11,

    /// <summary>The router did not answer, or refused.</summary>
    RouteFailed = 12,

    /// <summary>The client asked for missed events.</summary>
    MissedEventsAsked = 13,

    /// <summary>The client received missed events.</summary>
    MissedEventsReceived = 14,

    /// <summary>The missed events could not be fetched.</summary>
    MissedEventsFailed = 15,
}
