using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>Finds messages of a conversation, in memory where they are recent, else in the store. Used inside the gate.</summary>
internal static class MessageFinder
{
    const int PageSize = 200;

    /// <summary>One message, or null.</summary>
    public static async ValueTask<StoredMessage?> FindAsync(Conversation conversation, string messageId)
    {
        var message = conversation.Recent.Find(messageId) ?? await conversation.Store.Messages.FindAsync(conversation.App.Id, conversation.Id, messageId)
            .ConfigureAwait(false);
        return message is null ? null : conversation.Positions.Current(message);
    }

    /// <summary>Messages with <paramref name="after"/> &lt; key ≤ <paramref name="to"/>, ascending, page by page.</summary>
    /// <param name="visibleTo">Those that this client sees; null: all.</param>
    public static async IAsyncEnumerable<StoredMessage> BetweenAsync(Conversation conversation, MessageKey after, MessageKey to, string? visibleTo = null)
    {
        if (to <= after)
            yield break;
        if (conversation.Recent.Between(after, to) is { } recent)
        {
            foreach (var message in recent.Where(message => visibleTo is null || message.IsVisibleTo(visibleTo)))
                yield return conversation.Positions.Current(message);
            yield break;
        }
        while (true)
        {
            var page = await conversation.Store.Messages.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                Forward = true,
                Start = after.Excluded,
                End = to.Included,
                Limit = PageSize,
                VisibleTo = visibleTo,
            }).ConfigureAwait(false);
            foreach (var message in page)
                yield return conversation.Positions.Current(message);
            if (page.Count < PageSize)
                yield break;
            after = MessageKey.Of(page[^1]);
        }
    }

    /// <summary>
    /// A place at a message; behind its whole millisecond when nothing of that follows and memory does not reach back to it, because the store looks for
    /// what is unread by the millisecond.
    /// </summary>
    public static async ValueTask<MessageKey> PlaceOfAsync(Conversation conversation, MessageKey key)
    {
        if (key.IsEnd || conversation.Recent.IsCompleteBehind(key))
            return key;
        var rest = await conversation.Store.Messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = conversation.App.Id,
            ConversationId = conversation.Id,
            Forward = true,
            Start = key.Excluded,
            End = MessageKey.EndOf(key.Timestamp).Included,
            Limit = 1,
        }).ConfigureAwait(false);
        return rest.Count == 0 ? MessageKey.EndOf(key.Timestamp) : key;
    }
}
