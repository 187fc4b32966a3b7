namespace LeanRx.Server.Storage;

/// <summary>
/// What a notification tells a client of its own membership: from when to when what is said to everybody in the conversation was said to it too.
/// </summary>
public enum MembershipEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has come in.</summary>
    Joins,

    /// <summary>It is out.</summary>
    Leaves,
}
