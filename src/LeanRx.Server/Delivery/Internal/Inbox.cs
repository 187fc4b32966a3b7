using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>Finds what a client has yet to get of a conversation: messages of others that concern it. Used inside the gate, sends settled.</summary>
internal static class Inbox
{
    /// <summary>A page while looking for the newest messages of others.</summary>
    const int PageSize = 100;

    /// <summary>At most <paramref name="limit"/> of the newest messages behind a place, ascending.</summary>
    /// <param name="condition">Which of them count; default all.</param>
    public static async ValueTask<List<StoredMessage>> NewestAsync(Conversation conversation, string clientId, MessageKey after, int limit,
        Func<StoredMessage, bool>? condition = null)
    {
        var isGuest = conversation.IsGuest(clientId);
        if (conversation.Recent.Between(after, MessageKey.EndOf(long.MaxValue)) is { } recent)
            return [.. recent.Where(IsWanted).TakeLast(limit)];
        var newest = await ReadAsync(conversation, clientId, isGuest, after, limit, IsWanted).ConfigureAwait(false);
        if (!isGuest)
            return newest;
        foreach (var broadcast in conversation.App.Broadcasts.ValidIn(conversation.Id))
            if (broadcast.Key > after && await MessageFinder.FindAsync(conversation, broadcast.Key.Id).ConfigureAwait(false) is { } message
                && IsWanted(message))
                newest.Add(message);
        return [.. newest.OrderBy(MessageKey.Of).TakeLast(limit)];

        bool IsWanted(StoredMessage message) =>
            message.From != clientId && conversation.Concerns(message, clientId, isGuest) && condition?.Invoke(message) != false;
    }

    static async ValueTask<List<StoredMessage>> ReadAsync(Conversation conversation, string clientId, bool isThreadOnly, MessageKey after, int limit,
        Func<StoredMessage, bool> isWanted)
    {
        List<StoredMessage> newest = [];
        HistoryBound? start = null;
        while (true)
        {
            var page = await conversation.Store.Messages.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                Start = start,
                End = after.Excluded,
                Limit = PageSize,
                VisibleTo = conversation.ViewOf(clientId),
                IsThreadOnly = isThreadOnly,
            }).ConfigureAwait(false);
            newest.InsertRange(0, page.Where(isWanted));
            if (newest.Count >= limit)
                return newest[^limit..];
            if (page.Count < PageSize)
                return newest;
            start = MessageKey.Of(page[0]).Excluded;
        }
    }
}
