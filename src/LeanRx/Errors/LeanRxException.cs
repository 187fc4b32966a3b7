namespace LeanRx;

/// <summary>The base class of all exceptions of the client. The message says what to look at.</summary>
public abstract class LeanRxException : Exception
{
    private protected LeanRxException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
