namespace LeanRx;

/// <summary>The server did not answer a command in time.</summary>
/// <remarks>
/// The command may have taken effect, unless the message says that it was not sent.
/// </remarks>
public sealed class CommandTimeoutException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public CommandTimeoutException(string message) : base(message)
    {
    }
}
