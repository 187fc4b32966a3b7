namespace LeanRx;

/// <summary>The kinds of <see cref="TransportEvent"/>.</summary>
public enum TransportEventKind
{
    /// <summary>The connection was opened.</summary>
    Opened,

    /// <summary>A payload was received.</summary>
    Payload,

    /// <summary>A message was larger than the maximum.</summary>
    /// <remarks>It was read and discarded; the connection remains open.</remarks>
    Discarded,

    /// <summary>The connection was closed, or could not be opened.</summary>
    Closed,

    /// <summary>Part of a message was received.</summary>
    /// <remarks>
    /// Raised whenever a part was read and the rest is awaited, so that a slow line can be distinguished from a dead one. It is optional: without it, a
    /// connection that needs longer than <see cref="LeanClientOptions.KeepAliveTimeout"/> for a message is considered lost.
    /// </remarks>
    Receiving,
}
