using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$exists</c>: there is a value, null included.</summary>
sealed class IsPresent : ValueTest
{
    public override bool LooksIntoArrays => false;

    public override bool Passes(in QueryValue value, QueryBudget budget) => value.Kind != ValueKind.Missing;
}
