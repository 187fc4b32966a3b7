namespace LeanRx.Connections.Internal;

/// <summary>Where a command is at home.</summary>
internal interface ICommandOwner
{
    /// <summary>The command begins. Inside the serial gate.</summary>
    void Take(PendingCommand command);

    /// <summary>Its token is cancelled. From any thread.</summary>
    void Cancel(PendingCommand command);
}
