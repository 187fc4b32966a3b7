namespace LeanRx;

/// <summary>The server answered with something that the protocol does not allow there.</summary>
public sealed class ProtocolViolationException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public ProtocolViolationException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
