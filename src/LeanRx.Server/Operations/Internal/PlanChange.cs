using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Who would come and who would go by a change of a conversation.</summary>
/// <param name="IsBehind">Whether something comes before it that is not done yet: then it is all who are named.</param>
internal sealed record PlanChange(string ConversationId, ConversationChange Change, bool ConcernsMembers, bool IsBehind)
    : ExclusiveOperation<MemberMoves>(ConversationId)
{
    protected override ValueTask<MemberMoves> RunAsync(Conversation conversation) => new(IsBehind
        ? ChangePlans.RequireNamed(conversation, Change) : ChangePlans.RequireMoves(conversation, Change, ConcernsMembers));
}
