namespace LeanRx;

/// <summary>Root of all errors that the client raises. The message says what to look at.</summary>
public abstract class LeanRxException : Exception
{
    private protected LeanRxException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
