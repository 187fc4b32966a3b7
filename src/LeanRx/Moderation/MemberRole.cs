namespace LeanRx;

// protocol.md §4.9, §7.5
/// <summary>The role of a member.</summary>
public enum MemberRole
{
    /// <summary>An ordinary member.</summary>
    Member,

    /// <summary>May silence and block others and promote members to managers; not the owner.</summary>
    Manager,

    /// <summary>The creator of the conversation.</summary>
    /// <remarks>It cannot be transferred.</remarks>
    Owner,
}
