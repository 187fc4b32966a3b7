using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage.Internal;

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

    /// <summary>What the query may use.</summary>
    /// <remarks>A budget is for one call.</remarks>
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
    /// <param name="candidates">The conversations that can match.</param>
    /// <param name="areInOrder">Whether they are in the order of <see cref="Sort"/>, so that reading stops when the page is full.</param>
    /// <exception cref="QueryTimeoutException">The query took longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">It would look at more conversations, or hold more bytes of them, than it may.</exception>
    public IReadOnlyList<ConversationRecord> Page(IEnumerable<ConversationRecord> candidates, bool areInOrder = false)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (Limit <= 0)
            return [];
        var page = new ConversationPageReader(this, areInOrder);
        foreach (var candidate in candidates)
            if (!page.Take(candidate))
                break;
        return page.Complete();
    }

    /// <summary>Returns the page of this query among the conversations that a store's indexes left over.</summary>
    /// <remarks>As with <see cref="Page"/>.</remarks>
    /// <exception cref="QueryTimeoutException">The query took longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">It would look at more conversations, or hold more bytes of them, than it may.</exception>
    public async ValueTask<IReadOnlyList<ConversationRecord>> PageAsync(IAsyncEnumerable<ConversationRecord> candidates,
        bool areInOrder = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (Limit <= 0)
            return [];
        var page = new ConversationPageReader(this, areInOrder);
        await foreach (var candidate in candidates.WithCancellation(cancellationToken).ConfigureAwait(false))
            if (!page.Take(candidate))
                break;
        return page.Complete();
    }

    /// <summary>Returns how many of the conversations that a store's indexes left over match.</summary>
    /// <remarks>Skip and limit are ignored.</remarks>
    /// <exception cref="QueryTimeoutException">The query took longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">It would look at more conversations than it may.</exception>
    public int Count(IEnumerable<ConversationRecord> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var budget = Budget ?? Filter.StartBudget();
        return candidates.Count(candidate => Matches(candidate, budget));
    }

    /// <inheritdoc cref="Count"/>
    public async ValueTask<int> CountAsync(IAsyncEnumerable<ConversationRecord> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var budget = Budget ?? Filter.StartBudget();
        var count = 0;
        await foreach (var candidate in candidates.WithCancellation(cancellationToken).ConfigureAwait(false))
            if (Matches(candidate, budget))
                count++;
        return count;
    }

    /// <summary>Looks at a candidate, and tells whether it matches.</summary>
    internal bool Matches(ConversationRecord candidate, QueryBudget budget)
    {
        budget.Look();
        return (AliveAt is not { } now || !TemporaryConversations.IsOver(candidate, now)) && Filter.Matches(candidate, budget);
    }
}
