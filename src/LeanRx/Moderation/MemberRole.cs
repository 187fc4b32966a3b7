namespace LeanRx;

// protocol.md §4.9, §7.5
/// <summary>What a member may do to others.</summary>
public enum MemberRole
{
    /// <summary>A member like others.</summary>
    Member,

    /// <summary>May silence and block others and make managers, but none of it to the owner.</summary>
    Manager,

    /// <summary>Who made the conversation. It does not change hands.</summary>
    Owner,
}
