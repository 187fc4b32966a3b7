namespace LeanRx;

/// <summary>The client was closed before or during the command.</summary>
public sealed class ClientClosedException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public ClientClosedException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
