using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;

namespace LeanRx.Server.Membership.Internal;

// protocol.md §4.9
/// <summary>Clients that may not send.</summary>
/// <param name="until">Until when those that are put into it may not, milliseconds since 1970 UTC.</param>
internal sealed class SilenceList(long until = long.MaxValue) : ModerationList
{
    public override Permission Permission => Permission.SilenceMembers;

    public override int FullCode => ErrorCodes.SilencedMemberListFull;

    protected override string Word => "silenced";

    public override IEnumerable<string> Of(Conversation conversation) => conversation.Standings.Silenced;

    public override bool Has(Conversation conversation, string clientId) => conversation.Standings.IsSilenced(clientId);

    public override async ValueTask<IReadOnlyList<string>> ChangeAsync(Conversation conversation, IReadOnlyList<string> clientIds, bool isListed)
    {
        await StandingChanges.SilenceAsync(conversation, clientIds, isListed ? until : null).ConfigureAwait(false);
        return [];
    }

    public override void Tell(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, IReadOnlyList<string> leavers, bool isListed) =>
        MemberPushes.Silenced(conversation, initiator, clientIds, isListed);
}
