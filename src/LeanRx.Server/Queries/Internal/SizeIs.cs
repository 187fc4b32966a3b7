using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$size</c>: an array of exactly this length.</summary>
sealed class SizeIs(long length) : ValueTest
{
    public override bool LooksIntoArrays => false;

    public override bool Passes(in QueryValue value, QueryBudget budget) => value.Length == length;
}
