namespace LeanRx;

/// <summary>Too many commands are pending; see <see cref="LeanClientOptions.MaxPendingCommands"/>.</summary>
public sealed class OutboxFullException : LeanRxException
{
    /// <summary>Creates the exception.</summary>
    public OutboxFullException(string message) : base(message)
    {
    }
}
