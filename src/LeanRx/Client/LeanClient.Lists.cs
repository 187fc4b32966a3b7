using System.Reactive.Linq;
using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Lists.Internal;

namespace LeanRx;

public sealed partial class LeanClient
{
    const int MostListed = 100;

    /// <summary>The list at the left of a chat window: the conversations of a query, the one in which something was said last first, always complete.</summary>
    /// <remarks>
    /// Each item shows its last message, one's own too, what is unread on all devices of this client, mentions and mute. The first list comes when the server
    /// has answered, the next whenever something has changed; a subscriber slower than the changes hears the latest. When nothing is under way any more it is
    /// what the server has, after lost connections too. Where nothing was said yet a conversation stands at the time of its creation, if the limit leaves it
    /// room: the server counts it last. Each subscription asks by itself, and again when members or data change, at most once a second.
    /// <see cref="ListObservableExtensions.ToListChanges"/> turns the lists into changes. A query that the server refuses is a <see cref="Fault"/>. Ends when
    /// the client is disposed.
    /// </remarks>
    /// <param name="query">Which conversations, and how many at most. Default: the 100 of this client's conversations that were active last.</param>
    /// <exception cref="ArgumentException">The query has an order of its own, or passes over conversations (<see cref="ConversationQuery.Skip"/>).</exception>
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
