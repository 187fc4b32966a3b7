namespace LeanRx;

/// <summary>The store of the outbox could not be read or written; the message names it.</summary>
/// <remarks>A send that fails with it was not sent.</remarks>
public sealed class OutboxStoreException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public OutboxStoreException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
