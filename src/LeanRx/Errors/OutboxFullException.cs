namespace LeanRx;

/// <summary>
/// Too many commands wait for the connection or for their answers; this one was not taken. See <see cref="LeanClientOptions.MaxPendingCommands"/>.
/// </summary>
public sealed class OutboxFullException : LeanRxException
{
    /// <summary>Makes the exception.</summary>
    public OutboxFullException(string message) : base(message)
    {
    }
}
