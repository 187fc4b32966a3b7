using LeanRx.Server.Internal;

namespace LeanRx.Server;

/// <summary>Which conversations a client asked for (protocol.md §4.5.1).</summary>
public sealed record ConversationQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conditions, parsed.</summary>
    public required ConversationFilter Filter { get; init; }

    /// <summary>What to sort by; default: the last message, newest first.</summary>
    public ConversationSort Sort { get; init; } = ConversationSort.Default;

    /// <summary>Leaves out temporary conversations whose end (<see cref="ConversationRecord.ExpiresAt"/>) is at this time or before, milliseconds since 1970 UTC; null, the default: none.</summary>
    public long? AliveAt { get; init; }

    /// <summary>How many matches to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>At most so many, 0 to 1000.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>The page of this query among the conversations that a store's indexes left over; each of them must be of this application. They are read once, and no more of them held than are passed over and asked for.</summary>
    /// <exception cref="QueryTimeoutException">Regular expressions ran longer than they may.</exception>
    public IReadOnlyList<ConversationRecord> Page(IEnumerable<ConversationRecord> candidates)
    {
        if (Limit <= 0)
            return [];
        var skip = Math.Max(0, Skip);
        var first = First(Matches(candidates), (long)skip + Limit);
        return first.Count > skip ? first.GetRange(skip, first.Count - skip) : [];
    }

    /// <summary>How many of the conversations that a store's indexes left over match; skip and limit do not count.</summary>
    /// <exception cref="QueryTimeoutException">Regular expressions ran longer than they may.</exception>
    public int Count(IEnumerable<ConversationRecord> candidates) => Matches(candidates).Count();

    /// <summary>The first so many in the order of this query, at least one, sorted.</summary>
    List<ConversationRecord> First(IEnumerable<ConversationRecord> matches, long count)
    {
        var lastFirst = Comparer<ConversationRecord>.Create((x, y) => Sort.Compare(y, x));
        var held = new PriorityQueue<ConversationRecord, ConversationRecord>(lastFirst);
        foreach (var match in matches)
        {
            if (held.Count < count)
                held.Enqueue(match, match);
            else
                held.EnqueueDequeue(match, match);
        }
        List<ConversationRecord> first = [.. held.UnorderedItems.Select(item => item.Element)];
        first.Sort(Sort);
        return first;
    }

    bool IsAlive(ConversationRecord conversation) => AliveAt is not { } now || !TemporaryConversations.IsOver(conversation, now);

    IEnumerable<ConversationRecord> Matches(IEnumerable<ConversationRecord> candidates)
    {
        var budget = Filter.StartBudget();
        return candidates.Where(conversation => IsAlive(conversation) && Filter.Matches(conversation, budget));
    }
}
