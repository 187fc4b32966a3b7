using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.9
/// <summary><c>conv/member-info-update</c>: owners and managers make managers, and plain members again.</summary>
internal sealed class RoleCommand(ConversationDirectories conversations)
{
    public async ValueTask HandleAsync(ISeat session, ConversationFrame frame)
    {
        var clientId = frame.MemberInfo?.ClientId is { Length: > 0 } named ? named : frame.TargetClientId;
        if (string.IsNullOrEmpty(clientId))
            throw new OperationRefusedException(ErrorCodes.ConversationApiFailed, "The field info names nobody.");
        if (clientId.Length > session.App.Services.Limits.MaxClientIdLength)
            throw new OperationRefusedException(ErrorCodes.InvalidLogin, $"A client id has 1 to {session.App.Services.Limits.MaxClientIdLength} characters.");
        if (frame.MemberInfo?.Role is not (MemberRoles.Owner or MemberRoles.Manager or MemberRoles.Member))
            throw new OperationRefusedException(ErrorCodes.UnknownConversationRole, "The roles are Owner, Manager and Member.");
        var role = frame.MemberInfo.Role;
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        conversation.Require(session, Permission.SetRole);
        RequireAllowed(conversation, session, clientId, role);
        var info = await StandingChanges.SetRoleAsync(conversation, clientId, role).ConfigureAwait(false)
            ?? throw new OperationRefusedException(ErrorCodes.ConversationMemberInRoleFull, "The conversation has too many managers.");
        session.Reply(frame,
            new ConversationFrame { Operation = ConversationOperations.MemberInfoUpdated, ConversationId = conversation.Id, MemberInfo = info });
        MemberPushes.RoleChanged(conversation, session.ClientId, info);
    }

    static void RequireAllowed(Conversation conversation, ISeat session, string clientId, string role)
    {
        if (conversation.Record is { IsTransient: false } && !conversation.IsMember(clientId))
            throw new OperationRefusedException(ErrorCodes.ConversationMembershipRequired, "Only members have roles.");
        conversation.RequireOn(session, Permission.SetRole, clientId);
        if (role == MemberRoles.Owner)
            throw new OperationRefusedException(ErrorCodes.ConversationOperationUnauthorized, "Nobody makes another owner.");
    }
}
