namespace LeanRx;

/// <summary>The things that a connection tells.</summary>
public enum TransportEventKind
{
    /// <summary>It is open.</summary>
    Opened,

    /// <summary>A payload came.</summary>
    Payload,

    /// <summary>A message came that was larger than the transport takes. It was read and thrown away; the connection lives on.</summary>
    Discarded,

    /// <summary>It is gone, or could not be made.</summary>
    Closed,

    /// <summary>A part of a message came, and the rest is awaited.</summary>
    /// <remarks>
    /// Told each time that such a part was read and more has to be waited for, so that whoever watches the connection can tell a thin line from a dead one. A
    /// transport that cannot tell leaves it out: a line that needs longer than <see cref="LeanClientOptions.KeepAliveTimeout"/> for one message is lost there.
    /// </remarks>
    Receiving,
}
