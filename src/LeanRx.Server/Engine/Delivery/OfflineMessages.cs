namespace LeanRx.Server.Internal;

/// <summary>Dialect 1: replays what a client has not acknowledged, the newest of each conversation (protocol.md §2.2, S38).</summary>
internal sealed class OfflineMessages(EngineServices services)
{
    readonly Inbox _inbox = new(services);

    public async ValueTask ReplayAsync(Session session, IReadOnlyList<LoginCandidate> candidates, HashSet<string> told)
    {
        var replayed = 0;
        foreach (var candidate in candidates)
        {
            if (replayed == services.Limits.MaxUnreadConversations)
                return;
            using var hold = await session.App.Conversations.TryEnterAsync(candidate.ConversationId).ConfigureAwait(false);
            if (hold.Conversation is { } conversation && await candidate.PositionAsync(conversation, session.ClientId).ConfigureAwait(false) is { } position && await ReplayAsync(session, conversation, position, told).ConfigureAwait(false))
                replayed++;
        }
    }

    async ValueTask<bool> ReplayAsync(Session session, Conversation conversation, MemberPosition position, HashSet<string> told)
    {
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        // One more than the bound tells whether there are more.
        var missed = await _inbox.NewestAsync(conversation, position.ClientId, position.Delivered, services.Limits.MaxOfflineMessages + 1, message => !position.HasReceived(MessageKey.Of(message))).ConfigureAwait(false);
        var hasMore = missed.Count > services.Limits.MaxOfflineMessages;
        if (hasMore)
        {
            // What is not replayed is left to history; acks of the rest must not wait for it.
            missed.RemoveRange(0, missed.Count - services.Limits.MaxOfflineMessages);
            position.Delivered = missed is [var first, ..] ? MessageKey.Before(first) : conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        else if (missed.Count == 0 && conversation.Record!.IsSystem && position.Delivered < conversation.Positions.End)
        {
            // Others' threads may be long: next time nobody looks at these again.
            position.Delivered = conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        foreach (var message in missed)
        {
            told.Add(message.Id);
            session.Connection.Send(Deliveries.FrameOf(message, Deliveries.KindOf(conversation.Record!)) with { PeerId = session.ClientId, IsOffline = true, HasMore = hasMore && message == missed[0] ? true : null });
        }
        return missed.Count > 0;
    }
}
