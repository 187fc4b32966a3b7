using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.1
/// <summary>A query for conversations.</summary>
public sealed record ConversationStoreQuery
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conditions, parsed.</summary>
    public required ConversationFilter Filter { get; init; }

    /// <summary>The sort order.</summary>
    /// <value>By the last message, newest first.</value>
    public ConversationSort Sort { get; init; } = ConversationSort.Default;

    /// <summary>
    /// Excludes temporary conversations that end (<see cref="ConversationRecord.ExpiresAt"/>) at this time or before, in milliseconds since 1970-01-01 UTC.
    /// </summary>
    /// <value>Null: none.</value>
    public long? AliveAt { get; init; }

    /// <summary>How many matches to skip.</summary>
    public int Skip { get; init; }

    /// <summary>The maximum number of conversations, 0 to 1000.</summary>
    /// <value>10.</value>
    public int Limit { get; init; } = 10;

    /// <summary>What the query may use. A budget is for one call.</summary>
    /// <value>Null: the time of the filter, and otherwise without bounds.</value>
    public QueryBudget? Budget { get; init; }

    /// <summary>Whether <see cref="Page"/> expects its candidates in the order of <see cref="Sort"/> and stops reading when the page is full.</summary>
    /// <remarks>That is the case for the conversations of one member, those with the latest message first.</remarks>
    public bool TakesCandidatesInOrder => Filter is { RequiredIds: null, RequiredMember: not null } && Sort.IsByLastMessage;

    /// <summary>Returns the page of this query among the conversations that a store's indexes left over.</summary>
    /// <remarks>
    /// Each candidate must belong to this application; with <see cref="TakesCandidatesInOrder"/> they must be sorted. They are enumerated once, and no more of
    /// them are held than are skipped and returned.
    /// </remarks>
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

    /// <summary>Returns how many of the conversations that a store's indexes left over match. Skip and limit are ignored.</summary>
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
