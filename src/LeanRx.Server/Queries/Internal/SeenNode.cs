using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>A condition on conversations as a client sees them, so that what is kept from it is not found out by asking for it.</summary>
sealed class SeenNode(FilterNode inner, string clientId) : FilterNode
{
    public override string? RequiredMember => inner.RequiredMember;

    public override ImmutableSortedSet<string>? RequiredIds => inner.RequiredIds;

    public override string? RequiredName => inner.RequiredName;

    public override bool RequiresRoom => inner.RequiresRoom;

    public override bool RequiresService => inner.RequiresService;

    public override bool RequiresTemporary => inner.RequiresTemporary;

    public override bool MentionsKind => inner.MentionsKind;

    public override bool Matches(ConversationRecord conversation, QueryBudget budget) => inner.Matches(conversation.SeenBy(clientId), budget);
}
