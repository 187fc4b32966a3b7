namespace LeanRx;

/// <summary>The server did not answer a command in time.</summary>
/// <remarks>
/// Whether it took effect is not known, unless the message says that it was not sent: then the line was too slow for what was to be sent before it.
/// </remarks>
public sealed class CommandTimeoutException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public CommandTimeoutException(string message) : base(message)
    {
    }
}
