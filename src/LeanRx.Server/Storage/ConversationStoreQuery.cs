using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.1
/// <summary>Which conversations a client asked for.</summary>
public sealed record ConversationStoreQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conditions, parsed.</summary>
    public required ConversationFilter Filter { get; init; }

    /// <summary>What to sort by; default: the last message, newest first.</summary>
    public ConversationSort Sort { get; init; } = ConversationSort.Default;

    /// <summary>
    /// Leaves out temporary conversations whose end (<see cref="ConversationRecord.ExpiresAt"/>) is at this time or before, milliseconds since 1970 UTC; null,
    /// the default: none.
    /// </summary>
    public long? AliveAt { get; init; }

    /// <summary>How many matches to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>At most so many, 0 to 1000.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>What the query may use; null, the default: the time of the filter, and nothing else is bounded. For one call.</summary>
    public QueryBudget? Budget { get; init; }

    /// <summary>
    /// Whether <see cref="Page"/> takes its candidates in the order of <see cref="Sort"/> and stops reading when the page is full: the conversations of one
    /// member, those with the latest message first.
    /// </summary>
    public bool TakesCandidatesInOrder => Filter is { RequiredIds: null, RequiredMember: not null } && Sort.IsByLastMessage;

    /// <summary>
    /// The page of this query among the conversations that a store's indexes left over; each of them must be of this application, and with
    /// <see cref="TakesCandidatesInOrder"/> they come sorted. They are read once, and no more of them held than are passed over and asked for.
    /// </summary>
    /// <exception cref="QueryTimeoutException">The query took longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">It would look at more conversations, or hold more bytes of them, than it may.</exception>
    public IReadOnlyList<ConversationRecord> Page(IEnumerable<ConversationRecord> candidates)
    {
        if (Limit <= 0)
            return [];
        var budget = Budget ?? Filter.StartBudget();
        var skip = Math.Max(0, Skip);
        var page = new ConversationPageBuilder(Sort, skip, Limit, budget);
        if (TakesCandidatesInOrder)
        {
            foreach (var match in Matches(candidates, budget).Skip(skip))
                if (!page.TryAppend(match))
                    break;
        }
        else
        {
            foreach (var match in Matches(candidates, budget))
                page.Add(match);
        }
        return page.Complete();
    }

    /// <summary>How many of the conversations that a store's indexes left over match; skip and limit do not count.</summary>
    /// <exception cref="QueryTimeoutException">The query took longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">It would look at more conversations than it may.</exception>
    public int Count(IEnumerable<ConversationRecord> candidates) => Matches(candidates, Budget ?? Filter.StartBudget()).Count();

    bool IsAlive(ConversationRecord conversation) => AliveAt is not { } now || !TemporaryConversations.IsOver(conversation, now);

    IEnumerable<ConversationRecord> Matches(IEnumerable<ConversationRecord> candidates, QueryBudget budget)
    {
        foreach (var conversation in candidates)
        {
            budget.Look();
            if (IsAlive(conversation) && Filter.Matches(conversation, budget))
                yield return conversation;
        }
    }
}
