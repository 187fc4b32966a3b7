namespace LeanRx;

/// <summary>The three things that a connection tells.</summary>
public enum TransportEventKind
{
    /// <summary>It is open.</summary>
    Opened,

    /// <summary>A payload came.</summary>
    Payload,

    /// <summary>It is gone, or could not be made.</summary>
    Closed,
}
