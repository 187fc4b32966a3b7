using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>What a client is told after login: messages (dialect 1) or unread counts (2 and 3), then receipts (protocol.md §2.2, §4.12).</summary>
internal sealed class MissedMessages(EngineServices services)
{
    /// <summary>Of the conversations of a client so many of the newest are looked at.</summary>
    const int MaxLookedAt = 1000;

    /// <summary>Last messages that one frame holds, in characters; one always fits.</summary>
    const int MaxUnreadLength = 16 * 1024;

    readonly UnreadCounter _counter = new(services);
    readonly Inbox _inbox = new(services);
    readonly OfflineMessages _offline = new(services);

    /// <summary>Tells; answers with the ids of the messages that were replayed, which need not be delivered any more.</summary>
    public async ValueTask<IReadOnlySet<string>> TellAsync(Session session, SessionFrame login)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var since = session.Dialect == Dialect.OfflineMessages ? long.MinValue : KnownSince(login);
        var candidates = await CandidatesAsync(session, since).ConfigureAwait(false);
        if (session.Dialect == Dialect.OfflineMessages)
            await _offline.ReplayAsync(session, candidates, told).ConfigureAwait(false);
        else
            await TellUnreadAsync(session, candidates, since).ConfigureAwait(false);
        foreach (var receipt in await services.Store.TakePendingReceiptsAsync(session.App.Id, session.ClientId).ConfigureAwait(false))
        {
            await session.Connection.RoomAsync().ConfigureAwait(false);
            session.Connection.Send(Receipts.FrameOf(receipt) with { PeerId = session.ClientId });
        }
        return told;
    }

    /// <summary>Service conversations that the client is not in, then its own conversations whose last message is newer than its stored cursor, newest first.</summary>
    async ValueTask<List<LoginCandidate>> CandidatesAsync(Session session, long since)
    {
        var isOffline = session.Dialect == Dialect.OfflineMessages;
        var cursors = await services.Store.FindCursorsAsync(session.App.Id, session.ClientId).ConfigureAwait(false);
        var reached = cursors.ToDictionary(cursor => cursor.ConversationId, cursor => isOffline ? cursor.DeliveredTo : cursor.ReadTo, StringComparer.Ordinal);
        IReadOnlyList<ConversationRecord> own = reached.Count == 0 ? [] : await services.Store.QueryConversationsAsync(new ConversationQuery
        {
            ApplicationId = session.App.Id,
            Filter = ConversationScope.Own(session.ClientId),
            AliveAt = services.Clock.Now,
            Limit = MaxLookedAt,
        }).ConfigureAwait(false);
        var changed = await ChangedSinceAsync(session, since).ConfigureAwait(false);
        var news = own.Where(record => record.LastMessageAt is { } last && (IsReadElsewhere(record.Id) || (last > reached.GetValueOrDefault(record.Id, long.MinValue) && (last >= since || changed.Contains(record.Id)))));
        var guests = GuestConversations.Of(session.App, cursors, own.Select(record => record.Id).ToHashSet(StringComparer.Ordinal)).Take(MaxLookedAt);
        return [.. guests.Concat(news.Select(record => new LoginCandidate(record.Id))).Select(candidate => candidate with { IsChanged = changed.Contains(candidate.ConversationId) || IsReadElsewhere(candidate.ConversationId) })];

        bool IsReadElsewhere(string id) => since != long.MinValue && session.App.Conversations.Find(id)?.Positions.LastReads.IsNewsFor(session, since) == true;
    }

    /// <summary>Conversations in which messages were edited or recalled since the client was told what is unread: there may be less of it now, or nothing, or nobody may be mentioned any more.</summary>
    async ValueTask<HashSet<string>> ChangedSinceAsync(Session session, long since)
    {
        if (since == long.MinValue)
            return [];
        var patched = await services.Store.FindPatchedMessagesAsync(session.App.Id, session.ClientId, since - 1, services.Limits.MaxMissedPatches).ConfigureAwait(false);
        return patched.Select(message => message.ConversationId).ToHashSet(StringComparer.Ordinal);
    }

    async ValueTask TellUnreadAsync(Session session, List<LoginCandidate> candidates, long since)
    {
        List<UnreadConversation> unread = [];
        foreach (var candidate in candidates)
        {
            if (unread.Count == services.Limits.MaxUnreadConversations)
                break;
            if (await UnreadOfAsync(session, candidate, since).ConfigureAwait(false) is { } item)
                unread.Add(item);
        }
        await SendAsync(session, unread).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells them in parts, so that a thin line brings one after the other. The part with the oldest goes first, and each says up to when it tells: whoever loses the
    /// connection meanwhile is told the rest after the next login.
    /// </summary>
    async ValueTask SendAsync(Session session, IReadOnlyList<UnreadConversation> newestFirst)
    {
        var parts = Parts(newestFirst);
        for (var index = parts.Count - 1; index >= 0; index--)
        {
            var time = index == 0 ? services.Clock.Now : parts[index].Max(static item => item.Timestamp);
            session.Connection.Send(new UnreadFrame { PeerId = session.ClientId, NotificationTime = time, Conversations = parts[index] });
            await session.Connection.RoomAsync().ConfigureAwait(false);
        }
    }

    static List<List<UnreadConversation>> Parts(IReadOnlyList<UnreadConversation> items)
    {
        List<List<UnreadConversation>> parts = [];
        var size = 0;
        foreach (var item in items)
        {
            size += item.Data?.Length ?? 0;
            if (parts.Count == 0 || size > MaxUnreadLength)
            {
                parts.Add([]);
                size = item.Data?.Length ?? 0;
            }
            parts[^1].Add(item);
        }
        return parts;
    }

    async ValueTask<UnreadConversation?> UnreadOfAsync(Session session, LoginCandidate candidate, long since)
    {
        using var hold = await session.App.Conversations.TryEnterAsync(candidate.ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation || await candidate.PositionAsync(conversation, session.ClientId).ConfigureAwait(false) is not { } position)
            return null;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        if (!(conversation.Record!.LastMessageAt >= since) && !candidate.IsChanged)
            return null;
        var unread = await UnreadOfAsync(session, conversation, position).ConfigureAwait(false);
        return unread ?? (candidate.IsChanged ? new UnreadConversation { ConversationId = conversation.Id, Unread = 0 } : null);
    }

    /// <summary>From when on messages may be new to the client; from the beginning when the calendar was set back meanwhile and says nothing about it.</summary>
    long KnownSince(SessionFrame login)
    {
        var now = services.Clock.Now;
        return login.LastUnreadNotificationTime is { } since && since <= now && !services.Clock.HasGoneBack ? since : long.MinValue;
    }

    async ValueTask<UnreadConversation?> UnreadOfAsync(Session session, Conversation conversation, MemberPosition position)
    {
        // What was sent since the login began is delivered as soon as it ends, and counted by the client itself then.
        var held = session.HeldMessages();
        var (count, newest) = conversation.Record!.IsSystem
            ? await UnreadOfServiceAsync(conversation, position, held).ConfigureAwait(false)
            : await UnreadOfMembersAsync(session, conversation, position.Read, held).ConfigureAwait(false);
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

    async ValueTask<(int Count, List<StoredMessage> Newest)> UnreadOfMembersAsync(Session session, Conversation conversation, MessageKey read, IReadOnlySet<string> held)
    {
        var count = await _counter.CountAsync(conversation, session.ClientId, read).ConfigureAwait(false);
        if (count == 0)
            return (0, []);
        var stored = await services.Store.ReadHistoryAsync(new HistoryQuery { ApplicationId = session.App.Id, ConversationId = conversation.Id, End = read.Excluded, Limit = services.Limits.MaxUnreadCount + held.Count }).ConfigureAwait(false);
        if (count < services.Limits.MaxUnreadCount)
            count -= stored.Count(message => held.Contains(message.Id) && message.From != session.ClientId);
        return (count, [.. stored.Where(message => !held.Contains(message.Id)).TakeLast(services.Limits.MaxUnreadCount)]);
    }

    async ValueTask<(int Count, List<StoredMessage> Newest)> UnreadOfServiceAsync(Conversation conversation, MemberPosition position, IReadOnlySet<string> held)
    {
        var missed = await _inbox.NewestAsync(conversation, position.ClientId, position.Read, services.Limits.MaxUnreadCount + held.Count, message => !message.IsRecalled).ConfigureAwait(false);
        if (missed.Count == 0 && position.Read < conversation.Positions.End)
        {
            // Others' threads may be long: next time nobody looks at these again.
            position.Read = conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        List<StoredMessage> newest = [.. missed.Where(message => !held.Contains(message.Id)).TakeLast(services.Limits.MaxUnreadCount)];
        return (newest.Count, newest);
    }
}
