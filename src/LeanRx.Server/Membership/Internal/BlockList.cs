using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Membership.Internal;

// protocol.md §4.14
/// <summary>Clients that a conversation blocks: they are out, and cannot come in.</summary>
internal sealed class BlockList(EngineServices services) : ModerationList
{
    readonly StandingChanges _changes = new(services);

    public override Permission Permission => Permission.BlockMembers;

    public override int FullCode => ErrorCodes.BlacklistFull;

    protected override string Word => "blocked";

    public override IEnumerable<string> Of(Conversation conversation) => conversation.Standings.Blocked;

    public override bool Has(Conversation conversation, string clientId) => conversation.Standings.IsBlocked(clientId);

    public override ValueTask<IReadOnlyList<string>> ChangeAsync(Conversation conversation, IReadOnlyList<string> clientIds, bool isListed) =>
        _changes.BlockAsync(conversation, clientIds, isListed);

    public override void Tell(Conversation conversation, string initiator, IReadOnlyList<string> clientIds, IReadOnlyList<string> leavers, bool isListed)
    {
        MemberPushes.Blocked(conversation, initiator, clientIds, isListed);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, initiator, leavers);
    }
}
