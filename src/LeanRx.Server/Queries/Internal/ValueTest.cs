using System.Collections.Immutable;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>What an operator asks of one value.</summary>
abstract class ValueTest
{
    /// <summary>Whether one passing element makes an array pass.</summary>
    public virtual bool LooksIntoArrays => true;

    /// <summary>The texts of which one must be there for the test to pass, or null when something else passes too.</summary>
    public virtual ImmutableSortedSet<string>? OnlyTexts => null;

    /// <summary>Whether nothing but true passes.</summary>
    public virtual bool OnlyTrue => false;

    public abstract bool Passes(in QueryValue value, QueryBudget budget);
}
