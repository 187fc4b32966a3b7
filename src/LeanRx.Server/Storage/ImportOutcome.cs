namespace LeanRx.Server.Storage;

/// <summary>The outcome of importing a message.</summary>
public enum ImportOutcome
{
    /// <summary>The message is stored now.</summary>
    Stored,

    /// <summary>The message was there already (<see cref="StoredMessage.IsSameAs"/>).</summary>
    /// <remarks>Nothing was written.</remarks>
    Known,

    /// <summary>Another message of the conversation has the same id, or another one of the sender the same token.</summary>
    /// <remarks>Nothing was written.</remarks>
    Conflict,
}
