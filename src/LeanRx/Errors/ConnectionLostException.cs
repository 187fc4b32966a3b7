namespace LeanRx;

/// <summary>The connection was lost, could not be made, or did not come back in time.</summary>
public sealed class ConnectionLostException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public ConnectionLostException(string message, int? closeCode = null, Exception? innerException = null) : base(message, innerException) =>
        CloseCode = closeCode;

    // protocol.md §2.6
    /// <summary>The WebSocket close code, when there was one.</summary>
    public int? CloseCode { get; }

    /// <summary>Whether another attempt may end otherwise though nobody changes anything.</summary>
    /// <remarks>
    /// False where waiting cannot mend it: a certificate that is not trusted, a proxy that refuses the credentials, headers that cannot be sent, the page of a
    /// network's sign-in, a body that a proxy finds too large. <c>OpenAsync</c> tells it at the first attempt. A reconnect policy finds it in
    /// <see cref="ReconnectContext.Cause"/>; the default one goes on all the same, for who signs in changes nothing that the client could hear of.
    /// </remarks>
    /// <value>True.</value>
    public bool IsTransient { get; init; } = true;
}
