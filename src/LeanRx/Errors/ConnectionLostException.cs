namespace LeanRx;

/// <summary>The connection was lost, could not be made, or did not come back in time.</summary>
public sealed class ConnectionLostException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public ConnectionLostException(string message, int? closeCode = null, Exception? innerException = null) : base(message, innerException) => CloseCode = closeCode;

    /// <summary>The WebSocket close code, when there was one (protocol.md §2.6).</summary>
    public int? CloseCode { get; }
}
