namespace LeanRx;

/// <summary>The store of the outbox could not be read or written; the message names it. A send that fails with it was not sent.</summary>
public sealed class OutboxStoreException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public OutboxStoreException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
