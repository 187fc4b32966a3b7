namespace LeanRx;

/// <summary>The connection was lost, could not be opened, or was not restored in time.</summary>
public sealed class ConnectionLostException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public ConnectionLostException(string message, int? closeCode = null, Exception? innerException = null) : base(message, innerException) =>
        CloseCode = closeCode;

    // protocol.md §2.6
    /// <summary>The WebSocket close code; null if there is none.</summary>
    public int? CloseCode { get; }

    /// <summary>Whether another attempt may succeed without anybody changing anything.</summary>
    /// <remarks>
    /// False for an untrusted certificate, a proxy that refuses the credentials, headers that cannot be sent, the sign-in page of a network, and a body that a
    /// proxy rejects as too large. <c>OpenAsync</c> then fails at the first attempt. A reconnect policy finds it in <see cref="ReconnectContext.Cause"/>; the
    /// default policy continues, since the client cannot notice when somebody fixes it.
    /// </remarks>
    /// <value>True.</value>
    public bool IsTransient { get; init; } = true;
}
