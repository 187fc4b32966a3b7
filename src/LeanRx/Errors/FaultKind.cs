namespace LeanRx;

/// <summary>The kinds of <see cref="Fault"/>.</summary>
public enum FaultKind
{
    /// <summary>A received payload was not a valid frame, or was too large.</summary>
    Protocol,

    /// <summary>An observer threw.</summary>
    /// <remarks>It was unsubscribed; other observers are not affected.</remarks>
    Observer,

    /// <summary>A bounded queue was full and items were dropped.</summary>
    Overflow,

    /// <summary>The server reported an error that belongs to no command.</summary>
    Server,

    /// <summary>A component supplied by the application threw, for example a reconnect policy; the client continued without its answer.</summary>
    Callback,

    /// <summary>A bug in the client itself.</summary>
    /// <remarks>Please report it.</remarks>
    Internal,

    /// <summary>Messages missed while disconnected could not be fetched; the message names the conversation.</summary>
    Gap,

    /// <summary>A presence query failed; the next poll retries.</summary>
    Presence,

    /// <summary>The outbox could not be read or written, or a message left in it could not be sent; the message names the file.</summary>
    Outbox,

    // protocol.md §4.16
    /// <summary>Events missed while disconnected could not be fetched, or not all of them.</summary>
    /// <remarks>The client retries where that may help.</remarks>
    MissedEvents,
}
