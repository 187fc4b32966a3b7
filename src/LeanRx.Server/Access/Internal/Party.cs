using LeanRx.Protocol;
namespace LeanRx.Server.Access.Internal;

/// <summary>What a client is in a conversation, as far as permissions go.</summary>
internal readonly record struct Party(ConversationKind Kind, Rank Rank, bool IsSilenced = false, bool IsBlocked = false, RoleRegime Roles = RoleRegime.None)
{
    /// <summary>Whether roles are in force: they are in normal conversations alone, where members come and go.</summary>
    public bool HasRoles => Kind == ConversationKind.Normal && Roles != RoleRegime.None;
}
