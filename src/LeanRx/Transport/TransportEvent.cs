namespace LeanRx;

/// <summary>What a connection tells: it opened, a payload came or is on its way, one was too large, or it closed.</summary>
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

    /// <summary>Which of these it is.</summary>
    public TransportEventKind Kind { get; }

    /// <summary>The payload; empty unless <see cref="Kind"/> is <see cref="TransportEventKind.Payload"/>. It stays valid.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Bytes of the message, kept or discarded, as far as it came; 0 where there was none.</summary>
    public long Size { get; }

    /// <summary>Whether the message came as a text message.</summary>
    public bool IsText { get; }

    /// <summary>Why the connection closed; null unless <see cref="Kind"/> is <see cref="TransportEventKind.Closed"/>.</summary>
    public TransportClose? Close { get; }

    /// <summary>The connection is open.</summary>
    public static TransportEvent Opened() => new(TransportEventKind.Opened, default, 0, false, null);

    /// <summary>A payload came.</summary>
    public static TransportEvent Received(ReadOnlyMemory<byte> payload, bool isText) => new(TransportEventKind.Payload, payload, payload.Length, isText, null);

    /// <summary>A part of a message came, and the rest is awaited.</summary>
    /// <param name="size">Bytes of the message so far.</param>
    /// <param name="isText">Whether it is a text message.</param>
    public static TransportEvent Receiving(long size, bool isText) => new(TransportEventKind.Receiving, default, size, isText, null);

    /// <summary>A message came that was too large, and was thrown away.</summary>
    /// <param name="size">Its size in bytes, as far as it came.</param>
    public static TransportEvent Discarded(long size, bool isText) => new(TransportEventKind.Discarded, default, size, isText, null);

    /// <summary>The connection is gone, or could not be made.</summary>
    public static TransportEvent Closed(TransportClose close) => new(TransportEventKind.Closed, default, 0, false, close);
}
