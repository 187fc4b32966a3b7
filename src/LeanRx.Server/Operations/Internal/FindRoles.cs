using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>The members of a conversation that have a role, without its creator.</summary>
internal sealed record FindRoles(string ConversationId) : ExclusiveOperation<IReadOnlyList<MemberInfo>>(ConversationId)
{
    protected override ValueTask<IReadOnlyList<MemberInfo>> RunAsync(Conversation conversation) => new([
        .. conversation.Standings.WithRole
            .Where(standing => standing.ClientId != conversation.Record!.CreatorId)
            .OrderBy(standing => standing.ClientId, StringComparer.Ordinal)
            .Select(standing => new MemberInfo(standing.ClientId, standing.Role, ConversationStandings.InfoIdOf(conversation.Id, standing.ClientId))),
    ]);
}
