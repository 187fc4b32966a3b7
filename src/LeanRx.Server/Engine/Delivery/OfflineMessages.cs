namespace LeanRx.Server.Internal;

/// <summary>Dialect 1: replays what a client has not acknowledged, the newest of each conversation (protocol.md §2.2, S38).</summary>
internal sealed class OfflineMessages(EngineServices services)
{
    /// <summary>A page while looking for the newest messages of others.</summary>
    const int PageSize = 100;

    public async ValueTask ReplayAsync(Session session, IReadOnlyList<ConversationRecord> candidates, HashSet<string> told)
    {
        var replayed = 0;
        foreach (var record in candidates)
        {
            if (replayed == services.Limits.MaxUnreadConversations)
                return;
            using var hold = await session.App.Conversations.TryEnterAsync(record.Id).ConfigureAwait(false);
            if (hold.Conversation is { } conversation && conversation.IsMember(session.ClientId) && await ReplayAsync(session, conversation, told).ConfigureAwait(false))
                replayed++;
        }
    }

    async ValueTask<bool> ReplayAsync(Session session, Conversation conversation, HashSet<string> told)
    {
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        var position = conversation.Positions.Of(session.ClientId);
        var missed = await NewestAsync(conversation, position).ConfigureAwait(false);
        var hasMore = missed.Count > services.Limits.MaxOfflineMessages;
        if (hasMore)
        {
            // What is not replayed is left to history; acks of the rest must not wait for it.
            missed.RemoveRange(0, missed.Count - services.Limits.MaxOfflineMessages);
            position.Delivered = MessageKey.Before(missed[0]);
            conversation.Positions.Touch(position);
        }
        foreach (var message in missed)
        {
            told.Add(message.Id);
            session.Connection.Send(Deliveries.FrameOf(message, Deliveries.KindOf(conversation.Record!)) with { PeerId = session.ClientId, IsOffline = true, HasMore = hasMore && message == missed[0] ? true : null });
        }
        return missed.Count > 0;
    }

    /// <summary>Up to one more than the bound of the newest messages of others that have not arrived, ascending.</summary>
    async ValueTask<List<StoredMessage>> NewestAsync(Conversation conversation, MemberPosition position)
    {
        List<StoredMessage> newest = [];
        HistoryBound? start = null;
        while (true)
        {
            var page = await services.Store.ReadHistoryAsync(new HistoryQuery { ApplicationId = conversation.App.Id, ConversationId = conversation.Id, Start = start, End = position.Delivered.Excluded, Limit = PageSize }).ConfigureAwait(false);
            newest.InsertRange(0, page.Where(message => message.From != position.ClientId && !position.HasReceived(MessageKey.Of(message))));
            if (newest.Count > services.Limits.MaxOfflineMessages)
                return newest[(newest.Count - services.Limits.MaxOfflineMessages - 1)..];
            if (page.Count < PageSize)
                return newest;
            start = MessageKey.Of(page[0]).Excluded;
        }
    }
}
