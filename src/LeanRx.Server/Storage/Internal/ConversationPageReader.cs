using LeanRx.Server.Queries.Internal;

namespace LeanRx.Server.Storage.Internal;

/// <summary>Makes the page of a query from the candidates that it is shown one after the other.</summary>
sealed class ConversationPageReader
{
    readonly ConversationStoreQuery _query;
    readonly QueryBudget _budget;
    readonly ConversationPageBuilder _page;
    readonly bool _areInOrder;
    int _toSkip;

    public ConversationPageReader(ConversationStoreQuery query, bool areInOrder)
    {
        _query = query;
        _areInOrder = areInOrder || query.TakesCandidatesInOrder;
        _budget = query.Budget ?? query.Filter.StartBudget();
        _toSkip = Math.Max(0, query.Skip);
        _page = new ConversationPageBuilder(query.Sort, _toSkip, query.Limit, _budget);
    }

    /// <summary>Takes a candidate; false when the page is complete without it.</summary>
    public bool Take(ConversationRecord candidate)
    {
        if (!_query.Matches(candidate, _budget))
            return true;
        if (_areInOrder)
            return _toSkip-- > 0 || _page.TryAppend(candidate);
        _page.Add(candidate);
        return true;
    }

    public IReadOnlyList<ConversationRecord> Complete() => _page.Complete();
}
