using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$or</c>, of at least one part.</summary>
sealed class AnyOf(ImmutableArray<FilterNode> parts) : FilterNode
{
    public override string? RequiredMember { get; } = parts.Select(part => part.RequiredMember).Distinct().ToList() is [{ } member] ? member : null;

    public override ImmutableSortedSet<string>? RequiredIds { get; } =
        parts.All(part => part.RequiredIds is not null) ? parts.Select(part => part.RequiredIds!).Aggregate((all, ids) => all.Union(ids)) : null;

    public override string? RequiredName { get; } = parts.Select(part => part.RequiredName).Distinct().ToList() is [{ } name] ? name : null;

    public override bool RequiresRoom { get; } = parts.All(part => part.RequiresRoom);

    public override bool RequiresService { get; } = parts.All(part => part.RequiresService);

    public override bool RequiresTemporary { get; } = parts.All(part => part.RequiresTemporary);

    public override bool MentionsKind { get; } = parts.Any(part => part.MentionsKind);

    public override bool Matches(ConversationRecord conversation, QueryBudget budget)
    {
        foreach (var part in parts)
        {
            if (part.Matches(conversation, budget)) return true;
        }

        return false;
    }
}
