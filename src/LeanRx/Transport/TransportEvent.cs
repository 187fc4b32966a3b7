namespace LeanRx;

/// <summary>What a connection tells: it opened, a payload came, or it closed.</summary>
public readonly struct TransportEvent
{
    TransportEvent(TransportEventKind kind, ReadOnlyMemory<byte> payload, bool isText, TransportClose? close)
    {
        Kind = kind;
        Payload = payload;
        IsText = isText;
        Close = close;
    }

    /// <summary>Which of the three it is.</summary>
    public TransportEventKind Kind { get; }

    /// <summary>The payload; empty unless <see cref="Kind"/> is <see cref="TransportEventKind.Payload"/>. It stays valid.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Whether the payload came as a text message.</summary>
    public bool IsText { get; }

    /// <summary>Why the connection closed; null unless <see cref="Kind"/> is <see cref="TransportEventKind.Closed"/>.</summary>
    public TransportClose? Close { get; }

    /// <summary>The connection is open.</summary>
    public static TransportEvent Opened() => new(TransportEventKind.Opened, default, false, null);

    /// <summary>A payload came.</summary>
    public static TransportEvent Received(ReadOnlyMemory<byte> payload, bool isText) => new(TransportEventKind.Payload, payload, isText, null);

    /// <summary>The connection is gone, or could not be made.</summary>
    public static TransportEvent Closed(TransportClose close) => new(TransportEventKind.Closed, default, false, close);
}
