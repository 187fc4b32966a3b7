using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$and</c>, and the entries of one object.</summary>
sealed class AllOf(ImmutableArray<FilterNode> parts) : FilterNode
{
    public override string? RequiredMember { get; } = parts.Select(part => part.RequiredMember).FirstOrDefault(member => member is not null);

    public override ImmutableSortedSet<string>? RequiredIds { get; } =
        parts.Select(part => part.RequiredIds)
            .Aggregate(default(ImmutableSortedSet<string>), (all, ids) => all is null || ids is null ? all ?? ids : all.Intersect(ids));

    public override string? RequiredName { get; } = parts.Select(part => part.RequiredName).FirstOrDefault(name => name is not null);

    public override bool RequiresRoom { get; } = parts.Any(part => part.RequiresRoom);

    public override bool RequiresService { get; } = parts.Any(part => part.RequiresService);

    public override bool RequiresTemporary { get; } = parts.Any(part => part.RequiresTemporary);

    public override bool MentionsKind { get; } = parts.Any(part => part.MentionsKind);

    public override bool Matches(ConversationRecord conversation, QueryBudget budget)
    {
        foreach (var part in parts)
        {
            if (!part.Matches(conversation, budget)) return false;
        }

        return true;
    }
}
