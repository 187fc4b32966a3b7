using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §2.2, §4.12
/// <summary>What a client is told after login: messages (dialect 1) or unread counts (2 and 3), then receipts.</summary>
internal sealed class MissedMessages(EngineServices services, ConversationDirectories conversations)
{
    /// <summary>Of the conversations of a client so many of the newest are looked at.</summary>
    const int MaxLookedAt = 1000;

    /// <summary>Last messages that one frame holds, in characters; one always fits.</summary>
    const int MaxUnreadLength = 16 * 1024;

    readonly UnreadSummary _summary = new(services);
    readonly OfflineMessages _offline = new(services, conversations);

    /// <summary>Tells; answers with the ids of the messages that were replayed, which need not be delivered any more.</summary>
    public async ValueTask<IReadOnlySet<string>> TellAsync(Session session, SessionFrame login)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var since = session.Dialect == Dialect.OfflineMessages ? default : UnreadSince.Of(login, services.Clock);
        var candidates = await CandidatesAsync(session, since).ConfigureAwait(false);
        if (session.Dialect == Dialect.OfflineMessages)
            await _offline.ReplayAsync(session, candidates, told).ConfigureAwait(false);
        else
            await TellUnreadAsync(session, candidates, since).ConfigureAwait(false);
        foreach (var receipt in await services.Store.Receipts.TakeAsync(session.App.Id, session.ClientId).ConfigureAwait(false))
        {
            await session.Connection.RoomAsync().ConfigureAwait(false);
            session.Connection.Send(Receipts.FrameOf(receipt) with { PeerId = session.ClientId });
        }
        return told;
    }

    /// <summary>
    /// Service conversations that the client is not in, then its own conversations whose last message is newer than its stored cursor, newest first.
    /// </summary>
    async ValueTask<List<LoginCandidate>> CandidatesAsync(Session session, UnreadSince since)
    {
        var isOffline = session.Dialect == Dialect.OfflineMessages;
        var cursors = await services.Store.Cursors.FindByClientAsync(session.App.Id, session.ClientId).ConfigureAwait(false);
        var readAt = cursors.ToDictionary(cursor => cursor.ConversationId, cursor => cursor.ReadAt ?? cursor.JoinedAt, StringComparer.Ordinal);
        var reached = cursors.ToDictionary(cursor => cursor.ConversationId, cursor => isOffline ? cursor.DeliveredTo : cursor.ReadTo, StringComparer.Ordinal);
        IReadOnlyList<MemberConversation> own = reached.Count == 0 ? []
            : await services.Store.Conversations.FindByMemberAsync(session.App.Id, session.ClientId, services.Clock.Now, MaxLookedAt).ConfigureAwait(false);
        var changed = await ChangedSinceAsync(session, since).ConfigureAwait(false);
        var news = own.Where(it => it.LastMessageAt is { } last
            && (IsRead(it.ConversationId) || (last > reached.GetValueOrDefault(it.ConversationId, long.MinValue)
                && (since.IsDoubtful || last >= since.Time || changed.Contains(it.ConversationId)))));
        var guests = GuestConversations.Of(session.App, cursors, own.Select(it => it.ConversationId).ToHashSet(StringComparer.Ordinal)).Take(MaxLookedAt);
        return [.. guests.Concat(news.Select(it => new LoginCandidate(it.ConversationId)))
            .Select(candidate =>
            candidate with { IsChanged = since.IsDoubtful || changed.Contains(candidate.ConversationId) || IsRead(candidate.ConversationId) })];

        // Who came in has read what was said before. What is in memory may be newer than what the store has.
        bool IsRead(string id) =>
            since.IsKnown && (conversations.Of(session.App).Find(id)?.Positions.LastReads.Of(session.ClientId) ?? readAt.GetValueOrDefault(id)) >= since.Time;
    }

    /// <summary>
    /// Conversations in which messages were edited or recalled since the client was told what is unread: there may be less of it now, or nothing, or nobody may
    /// be mentioned any more.
    /// </summary>
    async ValueTask<HashSet<string>> ChangedSinceAsync(Session session, UnreadSince since)
    {
        if (since.Time == long.MinValue)
            return [];
        var patched = await services.Store.Messages.FindPatchedAsync(session.App.Id, session.ClientId, since.Time - 1, services.Limits.MaxMissedPatches)
            .ConfigureAwait(false);
        return patched.Select(message => message.ConversationId).ToHashSet(StringComparer.Ordinal);
    }

    async ValueTask TellUnreadAsync(Session session, List<LoginCandidate> candidates, UnreadSince since)
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
    /// Tells them in parts, so that a thin line brings one after the other. The part with the oldest goes first, and each says up to when it tells: whoever
    /// loses the connection meanwhile is told the rest after the next login.
    /// </summary>
    async ValueTask SendAsync(Session session, IReadOnlyList<UnreadConversation> newestFirst)
    {
        var parts = Parts(newestFirst);
        if (parts.Count == 0 && UnreadReports.Understands(session))
            parts.Add([]); // That nothing is unread is known from now on, too.
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

    async ValueTask<UnreadConversation?> UnreadOfAsync(Session session, LoginCandidate candidate, UnreadSince since)
    {
        using var hold = await conversations.Of(session.App).TryEnterAsync(candidate.ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation || await candidate.PositionAsync(conversation, session.ClientId)
            .ConfigureAwait(false) is not { } position)
            return null;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        if (!(conversation.Record!.LastMessageAt >= since.Time) && !candidate.IsChanged)
            return null;
        // What was sent since the login began is delivered as soon as it ends, and counted by the client itself then.
        var held = session.HeldMessages();
        var unread = await _summary.OfAsync(conversation, position, held).ConfigureAwait(false);
        return unread ?? (candidate.IsChanged ? UnreadReports.Understands(session) ? UnreadSummary.Nothing(conversation, position, held)
            : new UnreadConversation { ConversationId = conversation.Id } : null);
    }
}
