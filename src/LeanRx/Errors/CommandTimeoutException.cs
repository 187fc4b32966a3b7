namespace LeanRx;

/// <summary>The server did not answer a command in time. Whether it took effect is not known.</summary>
public sealed class CommandTimeoutException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public CommandTimeoutException(string message) : base(message)
    {
    }
}
