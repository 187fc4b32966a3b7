using System.Text.RegularExpressions;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary><c>$regex</c>: the expression occurs in the text.</summary>
sealed class PatternTest(Regex regex) : ValueTest
{
    public override bool Passes(in QueryValue value, QueryBudget budget) => value.Kind == ValueKind.Text && budget.IsMatch(regex, value.Text!);
}
