namespace LeanRx;

/// <summary>The four things that a connection tells.</summary>
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
}
