using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>A test on the values of one column.</summary>
sealed class ColumnTest(ColumnPath path, ValueTest test) : FilterNode
{
    public override string? RequiredMember { get; } = path.IsMembers && test.OnlyTexts is { Count: 1 } members ? members.First() : null;

    public override ImmutableSortedSet<string>? RequiredIds { get; } = path.IsId ? test.OnlyTexts : null;

    public override string? RequiredName { get; } = path.IsName && test.OnlyTexts is { Count: 1 } names ? names.First() : null;

    public override bool RequiresRoom { get; } = path.IsRoom && test.OnlyTrue;

    public override bool RequiresService { get; } = path.IsService && test.OnlyTrue;

    public override bool RequiresTemporary { get; } = path.IsTemporary && test.OnlyTrue;

    public override bool MentionsKind => path.IsKind;

    public override bool Matches(ConversationRecord conversation, QueryBudget budget) =>
        path.Any(conversation, (test, budget), static (value, state) =>
            Passes(value, state) || (state.test.LooksIntoArrays && value.AnyElement(state, static (element, state) => Passes(element, state))));

    static bool Passes(in QueryValue value, (ValueTest Test, QueryBudget Budget) state)
    {
        state.Budget.Step();
        return state.Test.Passes(value, state.Budget);
    }
}
