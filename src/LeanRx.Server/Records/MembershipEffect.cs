namespace LeanRx.Server.Storage;

/// <summary>What a notification says about a client's own membership.</summary>
/// <remarks>It tells between which times pushes for everybody in the conversation were for this client too.</remarks>
public enum MembershipEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The client joined.</summary>
    Joins,

    /// <summary>The client left.</summary>
    Leaves,
}
