using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>A condition on a conversation, and what a store can learn from it without trying.</summary>
abstract class FilterNode
{
    public virtual string? RequiredMember => null;

    public virtual ImmutableSortedSet<string>? RequiredIds => null;

    public virtual string? RequiredName => null;

    public virtual bool RequiresRoom => false;

    public virtual bool RequiresService => false;

    public virtual bool RequiresTemporary => false;

    public abstract bool MentionsKind { get; }

    public abstract bool Matches(ConversationRecord conversation, QueryBudget budget);
}
