namespace LeanRx;

/// <summary>The client was closed, before or while the command waited.</summary>
public sealed class ClientClosedException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public ClientClosedException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
