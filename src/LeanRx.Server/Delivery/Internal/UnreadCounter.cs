using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>
/// Counts messages of others behind a place, exactly, up to the bound of the options. One that was taken back says nothing any more, and is not waited for to
/// be read.
/// </summary>
internal sealed class UnreadCounter(EngineServices services)
{
    public async ValueTask<int> CountAsync(Conversation conversation, string clientId, MessageKey after)
    {
        var limit = services.Limits.MaxUnreadCount;
        if (conversation.Record!.IsSystem)
            return (await Inbox.NewestAsync(conversation, clientId, after, limit, message => !message.IsRecalled).ConfigureAwait(false)).Count;
        if (conversation.Recent.Between(after, MessageKey.EndOf(long.MaxValue)) is { } recent)
            return Math.Min(limit, recent.Count(IsUnread));
        var count = await conversation.Store.Messages.CountAsync(conversation.App.Id, conversation.Id, clientId, after.Timestamp, limit).ConfigureAwait(false);
        if (after.IsEnd || count >= limit)
            return count;
        // The store counts whole milliseconds; the rest of this one is looked at.
        var rest = await conversation.Store.Messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = conversation.App.Id,
            ConversationId = conversation.Id,
            Forward = true,
            Start = after.Excluded,
            End = MessageKey.EndOf(after.Timestamp).Included,
            Limit = limit,
        }).ConfigureAwait(false);
        return Math.Min(limit, count + rest.Count(IsUnread));

        bool IsUnread(StoredMessage message) => message.From != clientId && !message.IsRecalled && message.IsVisibleTo(clientId);
    }
}
