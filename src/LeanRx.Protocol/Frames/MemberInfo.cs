namespace LeanRx.Protocol;

// protocol.md §4.9
/// <summary>A member's role (<c>info</c>).</summary>
/// <param name="ClientId">The member.</param>
/// <param name="Role"><c>Owner</c>, <c>Manager</c> or <c>Member</c>.</param>
/// <param name="InfoId">Id of the row that holds the role, when there is one.</param>
public sealed record MemberInfo(string ClientId, string? Role, string? InfoId)
{
    /// <summary>Fields of the object that this library has no name for. They survive a round trip.</summary>
    public ExtensionFields? Extensions { get; init; }
}
