namespace LeanRx.Protocol;

// protocol.md §4.9, §7.5
/// <summary>Roles of members, as they stand in <c>info.role</c>.</summary>
public static class MemberRoles
{
    /// <summary>May do everything; the creator has it, and it does not change hands.</summary>
    public const string Owner = "Owner";

    /// <summary>May do what the owner may, but not to the owner.</summary>
    public const string Manager = "Manager";

    /// <summary>A member like others.</summary>
    public const string Member = "Member";
}
