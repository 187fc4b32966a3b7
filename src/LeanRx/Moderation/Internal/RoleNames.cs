using LeanRx.Protocol;

namespace LeanRx.Moderation.Internal;

internal static class RoleNames
{
    public static MemberRole RoleOf(string? role) => role switch
    {
        MemberRoles.Owner => MemberRole.Owner,
        MemberRoles.Manager => MemberRole.Manager,
        _ => MemberRole.Member,
    };
}
