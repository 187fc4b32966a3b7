using System.Collections.Frozen;
using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$in</c>. Texts, the usual case with up to a thousand ids, are looked up; other values are tried in turn.</summary>
sealed class OneOf : ValueTest
{
    readonly FrozenSet<string> _texts;
    readonly ImmutableArray<QueryValue> _others;

    public OneOf(IEnumerable<QueryValue> wanted)
    {
        var all = wanted.ToList();
        _texts = all.Where(value => value.Kind == ValueKind.Text).Select(value => value.Text!).ToFrozenSet(StringComparer.Ordinal);
        _others = [.. all.Where(value => value.Kind != ValueKind.Text)];
    }

    public override ImmutableSortedSet<string>? OnlyTexts => _others.IsEmpty ? ImmutableSortedSet.CreateRange(StringComparer.Ordinal, _texts) : null;

    public override bool Passes(in QueryValue value, QueryBudget budget)
    {
        if (value.Kind == ValueKind.Text) return _texts.Contains(value.Text!);
        budget.Step(_others.Length);
        foreach (var other in _others)
        {
            if (ValueOrder.AreEqual(value, other)) return true;
        }

        return false;
    }
}
