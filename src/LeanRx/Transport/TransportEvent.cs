namespace LeanRx;

/// <summary>An event of a connection: opened, payload received or being received, payload discarded, or closed.</summary>
public readonly struct TransportEvent
{
    TransportEvent(TransportEventKind kind, ReadOnlyMemory<byte> payload, long size, bool isText, TransportClose? close)
    {
        Kind = kind;
        Payload = payload;
        Size = size;
        IsText = isText;
        Close = close;
    }

    /// <summary>The kind of event.</summary>
    public TransportEventKind Kind { get; }

    /// <summary>The payload; empty unless <see cref="Kind"/> is <see cref="TransportEventKind.Payload"/>.</summary>
    /// <remarks>Valid during the call only: copy it to keep it.</remarks>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The number of bytes received of the message, kept or discarded; 0 if there are none.</summary>
    public long Size { get; }

    /// <summary>Whether the message is a text message.</summary>
    public bool IsText { get; }

    /// <summary>How the connection ended; null unless <see cref="Kind"/> is <see cref="TransportEventKind.Closed"/>.</summary>
    public TransportClose? Close { get; }

    /// <summary>The connection was opened.</summary>
    public static TransportEvent Opened() => new(TransportEventKind.Opened, default, 0, false, null);

    /// <summary>A payload was received.</summary>
    public static TransportEvent Received(ReadOnlyMemory<byte> payload, bool isText) => new(TransportEventKind.Payload, payload, payload.Length, isText, null);

    /// <summary>Part of a message was received.</summary>
    /// <param name="size">The number of bytes received so far.</param>
    /// <param name="isText">Whether it is a text message.</param>
    public static TransportEvent Receiving(long size, bool isText) => new(TransportEventKind.Receiving, default, size, isText, null);

    /// <summary>A message was too large and was discarded.</summary>
    /// <param name="size">The number of bytes received.</param>
    public static TransportEvent Discarded(long size, bool isText) => new(TransportEventKind.Discarded, default, size, isText, null);

    /// <summary>The connection was closed, or could not be opened.</summary>
    public static TransportEvent Closed(TransportClose close) => new(TransportEventKind.Closed, default, 0, false, close);
}
