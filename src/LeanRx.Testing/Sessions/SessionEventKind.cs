namespace LeanRx.Testing;

/// <summary>What a recording knows of.</summary>
public enum SessionEventKind
{
    /// <summary>The client dialled.</summary>
    Dialled = 1,

    /// <summary>The socket opened.</summary>
    Opened = 2,

    /// <summary>The client sent a payload.</summary>
    Sent = 3,

    /// <summary>A payload came.</summary>
    Received = 4,

    /// <summary>A payload came that was too large, and was thrown away.</summary>
    Discarded = 5,

    /// <summary>The socket closed, or could not be opened.</summary>
    Closed = 6,

    /// <summary>The client gave the socket up.</summary>
    HungUp = 7,

    /// <summary>The client asked the router.</summary>
    RouteAsked = 10,

    /// <summary>The router answered.</summary>
    Routed = 11,

    /// <summary>The router did not answer, or refused.</summary>
    RouteFailed = 12,

    /// <summary>The client asked for missed notifications.</summary>
    NotificationsAsked = 13,

    /// <summary>Missed notifications came.</summary>
    Notified = 14,

    /// <summary>Missed notifications could not be fetched.</summary>
    NotificationsFailed = 15,
}
