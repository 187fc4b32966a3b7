namespace LeanRx;

/// <summary>The store of the outbox could not be read or written; the message names the place. A send that ends with it was not sent.</summary>
public sealed class OutboxStoreException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public OutboxStoreException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
