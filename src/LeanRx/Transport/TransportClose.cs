namespace LeanRx;

// protocol.md §2.6
/// <summary>How a transport connection ended.</summary>
public sealed record TransportClose
{
    /// <summary>Creates a description of the end.</summary>
    /// <param name="code">The WebSocket close code; 1006 when the connection ended without one.</param>
    public TransportClose(int code) => Code = code;

    /// <summary>The WebSocket close code; 1006 when the connection ended without one.</summary>
    public int Code { get; init; }

    /// <summary>The reason given by the peer; null if there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The underlying exception; null if there is none.</summary>
    public Exception? Cause { get; init; }
}
