namespace LeanRx;

/// <summary>The server's response does not conform to the protocol.</summary>
public sealed class InvalidResponseException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public InvalidResponseException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
