namespace LeanRx;

/// <summary>Which way a frame went.</summary>
public enum FrameDirection
{
    /// <summary>From the client to the server.</summary>
    Sent,

    /// <summary>From the server to the client.</summary>
    Received,
}
