namespace LeanRx.Protocol;

// protocol.md §4.9
/// <summary>The role of a member (<c>info</c>).</summary>
public sealed record MemberInfo
{
    /// <summary>Creates an object.</summary>
    public MemberInfo(string clientId, string? role, string? infoId)
    {
        ClientId = clientId;
        Role = role;
        InfoId = infoId;
    }

    /// <summary>The member.</summary>
    public string ClientId { get; init; }

    /// <summary><c>Owner</c>, <c>Manager</c> or <c>Member</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The id of the row that stores the role, if there is one.</summary>
    public string? InfoId { get; init; }

    /// <summary>Fields of the object that this library does not know.</summary>
    /// <remarks>They are preserved.</remarks>
    public ExtensionFields? Extensions { get; init; }
}
