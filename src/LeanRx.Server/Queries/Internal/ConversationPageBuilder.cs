using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Collects one page of matches, and holds no more of them than are passed over and asked for, nor more bytes than the budget has.</summary>
sealed class ConversationPageBuilder(ConversationSort sort, int skip, int limit, QueryBudget budget)
{
    readonly PriorityQueue<ConversationRecord, ConversationRecord> _held = new(Comparer<ConversationRecord>.Create((x, y) => sort.Compare(y, x)));
    readonly List<ConversationRecord> _page = [];
    long _capacity = (long)skip + limit;
    long _bytes;

    /// <summary>Takes a match in whatever order they come.</summary>
    public void Add(ConversationRecord match)
    {
        _bytes += ConversationSize.Of(match);
        _held.Enqueue(match, match);
        if (_held.Count > _capacity)
            Drop();
        while (_bytes > budget.MaxBytes && _held.Count > 1)
        {
            if (!budget.CutsPage || _held.Count <= skip + 1)
                throw TooLarge();
            Drop();
            _capacity = _held.Count;
            budget.IsCut = true;
        }
    }

    /// <summary>Takes a match, in the order of the page; false when the page is full without it.</summary>
    public bool TryAppend(ConversationRecord match)
    {
        if (_page.Count == limit)
            return false;
        _bytes += ConversationSize.Of(match);
        if (_bytes > budget.MaxBytes && _page.Count > 0)
        {
            budget.IsCut = true;
            return budget.CutsPage ? false : throw TooLarge();
        }
        _page.Add(match);
        return true;
    }

    public IReadOnlyList<ConversationRecord> Complete()
    {
        if (_held.Count == 0)
            return _page;
        List<ConversationRecord> first = [.. _held.UnorderedItems.Select(item => item.Element)];
        first.Sort(sort);
        return first.Count > skip ? first.GetRange(skip, first.Count - skip) : [];
    }

    void Drop() => _bytes -= ConversationSize.Of(_held.Dequeue());

    QueryTooLargeException TooLarge() =>
        new($"The conversations of the page, and those before it, come to more than {budget.MaxBytes} bytes. Ask for fewer (limit), or name conditions " +
            "instead of passing others over (skip).");
}
