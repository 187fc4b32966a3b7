namespace LeanRx;

/// <summary>The base class of all exceptions of the client.</summary>
/// <remarks>The message says what to look at.</remarks>
public abstract class LeanRxException : Exception
{
    private protected LeanRxException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
