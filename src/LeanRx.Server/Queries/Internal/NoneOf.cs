using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>The opposite of a condition: <c>$ne</c>, <c>$nin</c>, <c>$exists</c> false.</summary>
sealed class NoneOf(FilterNode part) : FilterNode
{
    public override bool MentionsKind => part.MentionsKind;

    public override bool Matches(ConversationRecord conversation, QueryBudget budget) => !part.Matches(conversation, budget);
}
