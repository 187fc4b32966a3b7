using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>What a client is told after login: messages (dialect 1) or unread counts (2 and 3), then receipts (protocol.md §2.2, §4.12).</summary>
internal sealed class MissedMessages(EngineServices services)
{
    /// <summary>Of the conversations of a client so many of the newest are looked at.</summary>
    const int MaxLookedAt = 1000;

    readonly UnreadCounter _counter = new(services);
    readonly OfflineMessages _offline = new(services);

    /// <summary>Tells; answers with the ids of the messages that were replayed, which need not be delivered any more.</summary>
    public async ValueTask<IReadOnlySet<string>> TellAsync(Session session, SessionFrame login)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var candidates = await CandidatesAsync(session).ConfigureAwait(false);
        if (session.Dialect == Dialect.OfflineMessages)
            await _offline.ReplayAsync(session, candidates, told).ConfigureAwait(false);
        else
            await TellUnreadAsync(session, login, candidates).ConfigureAwait(false);
        foreach (var receipt in await services.Store.TakePendingReceiptsAsync(session.App.Id, session.ClientId).ConfigureAwait(false))
            session.Connection.Send(Receipts.FrameOf(receipt) with { PeerId = session.ClientId });
        return told;
    }

    /// <summary>The client's conversations whose last message is newer than its stored cursor, newest first.</summary>
    async ValueTask<List<ConversationRecord>> CandidatesAsync(Session session)
    {
        var isOffline = session.Dialect == Dialect.OfflineMessages;
        var cursors = await services.Store.FindCursorsAsync(session.App.Id, session.ClientId).ConfigureAwait(false);
        var reached = cursors.ToDictionary(cursor => cursor.ConversationId, cursor => isOffline ? cursor.DeliveredTo : cursor.ReadTo, StringComparer.Ordinal);
        if (reached.Count == 0)
            return [];
        var own = await services.Store.QueryConversationsAsync(new ConversationQuery
        {
            ApplicationId = session.App.Id,
            Filter = ConversationScope.Own(session.ClientId),
            Limit = MaxLookedAt,
        }).ConfigureAwait(false);
        return [.. own.Where(record => record.LastMessageAt is { } last && last > reached.GetValueOrDefault(record.Id, long.MinValue))];
    }

    async ValueTask TellUnreadAsync(Session session, SessionFrame login, List<ConversationRecord> candidates)
    {
        List<UnreadConversation> unread = [];
        var since = KnownSince(login);
        foreach (var record in candidates.Where(record => record.LastMessageAt >= since))
        {
            if (unread.Count == services.Limits.MaxUnreadConversations)
                break;
            using var hold = await session.App.Conversations.TryEnterAsync(record.Id).ConfigureAwait(false);
            if (hold.Conversation is { } conversation && conversation.IsMember(session.ClientId) && await UnreadOfAsync(session, conversation).ConfigureAwait(false) is { } item)
                unread.Add(item);
        }
        if (unread.Count > 0)
            session.Connection.Send(new UnreadFrame { PeerId = session.ClientId, NotificationTime = services.Clock.Now, Conversations = unread });
    }

    /// <summary>From when on messages may be new to the client; from the beginning when the calendar was set back meanwhile and says nothing about it.</summary>
    long KnownSince(SessionFrame login)
    {
        var now = services.Clock.Now;
        return login.LastUnreadNotificationTime is { } since && since <= now && !services.Clock.HasGoneBack ? since : long.MinValue;
    }

    async ValueTask<UnreadConversation?> UnreadOfAsync(Session session, Conversation conversation)
    {
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        var read = conversation.Positions.Of(session.ClientId).Read;
        var count = await _counter.CountAsync(conversation, session.ClientId, read).ConfigureAwait(false);
        if (count == 0)
            return null;
        // What was sent since the login began is delivered as soon as it ends, and counted by the client itself then.
        var held = session.HeldMessages();
        var stored = await services.Store.ReadHistoryAsync(new HistoryQuery { ApplicationId = session.App.Id, ConversationId = conversation.Id, End = read.Excluded, Limit = services.Limits.MaxUnreadCount + held.Count }).ConfigureAwait(false);
        var newest = stored.Where(message => !held.Contains(message.Id)).TakeLast(services.Limits.MaxUnreadCount).ToList();
        if (count < services.Limits.MaxUnreadCount)
            count -= stored.Count(message => held.Contains(message.Id) && message.From != session.ClientId);
        if (count <= 0 || newest.Count == 0)
            return null;
        var last = newest[^1];
        return new UnreadConversation
        {
            ConversationId = conversation.Id,
            Unread = count,
            MessageId = last.Id,
            Timestamp = last.Timestamp,
            From = last.From,
            Data = last.Data,
            IsBinary = last.IsBinary ? true : null,
            BinaryBody = last.IsBinary ? Convert.FromBase64String(last.Data) : null,
            PatchTimestamp = last.PatchedAt,
            IsMentioned = newest.Any(message => message.From != session.ClientId && (message.MentionAll || message.MentionedClientIds.Contains(session.ClientId, StringComparer.Ordinal))) ? true : null,
            ConversationType = Deliveries.KindOf(conversation.Record!),
        };
    }
}
