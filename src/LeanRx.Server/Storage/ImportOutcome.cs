namespace LeanRx.Server.Storage;

/// <summary>What became of a message that was brought in from elsewhere.</summary>
public enum ImportOutcome
{
    /// <summary>It is stored now.</summary>
    Stored,

    /// <summary>It was there already (<see cref="StoredMessage.IsSameAs"/>); nothing was written.</summary>
    Known,

    /// <summary>Another message of the conversation has its id, or another one of its sender its token; nothing was written.</summary>
    Conflict,
}
