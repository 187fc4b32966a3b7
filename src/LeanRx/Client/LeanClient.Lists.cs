using System.Reactive.Linq;
using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Lists.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    const int MostListed = 100;

    /// <summary>The conversations of a query as a live list, most recently active first.</summary>
    /// <remarks>
    /// Each list is complete; each item has the last message (this client's own included), the unread count over all devices, mentions and mute. The first list
    /// is delivered when the server has answered, another one whenever something changes; a slow subscriber receives the latest. Once all answers and events
    /// have arrived it equals the server's data, also after lost connections. Conversations without messages are sorted by their time of creation, if the limit
    /// leaves room for them. Each subscription queries by itself, and again when members or data change, at most once a second. Use
    /// <see cref="ListObservableExtensions.ToListChanges"/> to obtain changes. A refused query is reported as a <see cref="Fault"/>. Completes when the client
    /// is disposed.
    /// </remarks>
    /// <param name="query">The conversations, and the maximum number. Default: null, the 100 most recently active conversations of this client.</param>
    /// <exception cref="ArgumentException">The query has its own order, or skips conversations (<see cref="ConversationQuery.Skip"/>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 0 to 1,000.</exception>
    public IObservable<IReadOnlyList<ConversationListItem>> WatchConversations(ConversationQuery? query = null)
    {
        query = (query ?? new ConversationQuery { Limit = MostListed }) with { WithLastMessage = true };
        Guard.InRange(query.Limit, 0, ConversationCommands.MaxPage, nameof(query.Limit));
        if (query.Skip != 0)
            throw new ArgumentException("A list that is watched begins at its top: Skip must be 0.", nameof(query));
        if (query.Sort != new ConversationQuery().Sort)
            throw new ArgumentException("A list that is watched is in the order of the last messages: leave out OrderBy.", nameof(query));
        return Observable.Create<IReadOnlyList<ConversationListItem>>(observer => new ConversationListReader<ConversationListItem>(
            _session, _core.StateChanges, _core.Conversations, _core.OnObserverThrew, AskAsync, query.Limit, Show, observer).Start());

        async Task<IReadOnlyList<ConversationCore>> AskAsync() =>
            [.. (await _core.Commands.QueryAsync(query, CancellationToken.None).ConfigureAwait(false)).Select(static conversation => conversation.Core)];

        static ConversationListItem Show(ConversationCore conversation, ConversationSnapshot snapshot) =>
            new() { Conversation = (Conversation)conversation.Face, Snapshot = snapshot };
    }
}
