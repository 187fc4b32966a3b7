using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Equality with a value.</summary>
sealed class EqualTo(QueryValue wanted) : ValueTest
{
    public override ImmutableSortedSet<string>? OnlyTexts =>
        wanted.Kind == ValueKind.Text ? ImmutableSortedSet.Create(StringComparer.Ordinal, wanted.Text!) : null;

    public override bool OnlyTrue => wanted is { Kind: ValueKind.Boolean, Whole: 1 };

    public override bool Passes(in QueryValue value, QueryBudget budget) => ValueOrder.AreEqual(value, wanted);
}
