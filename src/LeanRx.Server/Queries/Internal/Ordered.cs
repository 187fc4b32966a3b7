using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$lt $lte $gt $gte</c>: the order of the value and the wanted one is among those allowed.</summary>
sealed class Ordered(QueryValue wanted, bool allowLess, bool allowEqual, bool allowGreater) : ValueTest
{
    public override bool Passes(in QueryValue value, QueryBudget budget) => ValueOrder.CompareSameType(value, wanted) switch
    {
        null => false,
        0 => allowEqual,
        < 0 => allowLess,
        > 0 => allowGreater,
    };
}
