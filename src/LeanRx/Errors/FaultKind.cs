namespace LeanRx;

/// <summary>Kinds of faults.</summary>
public enum FaultKind
{
    /// <summary>A payload was no frame, or too large.</summary>
    Protocol,

    /// <summary>An observer threw; it was unsubscribed, the others go on.</summary>
    Observer,

    /// <summary>A bounded queue was full and something was dropped.</summary>
    Overflow,

    /// <summary>The server reported an error that belongs to no command.</summary>
    Server,

    /// <summary>Something that the application plugged in threw, a reconnect policy for example; the client went on without its answer.</summary>
    Callback,

    /// <summary>The client itself made a mistake. Please report it.</summary>
    Internal,

    /// <summary>Messages that were missed while the connection was lost could not be fetched; the message names the conversation.</summary>
    Gap,

    /// <summary>Who is online could not be looked up; the next poll tries again.</summary>
    Presence,

    /// <summary>
    /// The store of the outbox could not be read or written, or a message that was left in it could not be sent; the message names the place.
    /// </summary>
    Outbox,

    // protocol.md §4.16
    /// <summary>
    /// What happened to conversations while the connection was lost could not be fetched, or not all of it; where it may help the client tries again.
    /// </summary>
    Notifications,
}
