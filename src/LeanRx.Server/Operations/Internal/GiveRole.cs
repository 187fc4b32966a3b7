using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Membership.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Gives a client a role, and tells the others.</summary>
internal sealed record GiveRole(string ConversationId, string ClientId, string Role, string Initiator) : ExclusiveOperation<MemberInfo>(ConversationId)
{
    protected override async ValueTask<MemberInfo> RunAsync(Conversation conversation)
    {
        SystemConversations.RequireClientIds(conversation.App.Services.Limits, [ClientId]);
        if (ClientId == conversation.Record!.CreatorId && Role != MemberRoles.Owner)
            throw new OperationRefusedException(ErrorCodes.ConversationNeedOwner, "The creator stays the owner.");
        var info = await StandingChanges.SetRoleAsync(conversation, ClientId, Role).ConfigureAwait(false)
            ?? throw new OperationRefusedException(ErrorCodes.ConversationMemberInRoleFull, "The conversation has too many managers.");
        MemberPushes.RoleChanged(conversation, Initiator, info);
        return info;
    }
}
