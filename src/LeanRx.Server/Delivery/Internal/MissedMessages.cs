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
        var candidates = CandidatesAsync(session, since);
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
    /// Service conversations that the client is not in, then its own conversations whose last message is newer than its stored cursor, newest first. So many
    /// are looked for as are told, and more where that was not enough.
    /// </summary>
    async IAsyncEnumerable<LoginCandidate> CandidatesAsync(Session session, UnreadSince since)
    {
        if (services.Limits.MaxUnreadConversations == 0)
            yield break;
        var (app, store) = (session.App, services.Store);
        var isOffline = session.Dialect == Dialect.OfflineMessages;
        var changed = await ChangedSinceAsync(session, since).ConfigureAwait(false);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ofGuest = await store.Cursors.FindByGuestAsync(app.Id, session.ClientId).ConfigureAwait(false);
        // Who was ever seen anywhere is told of other broadcasts than a newcomer.
        var all = app.Broadcasts.Valid.Count == 0 ? ofGuest : await store.Cursors.FindByClientAsync(app.Id, session.ClientId).ConfigureAwait(false);
        var readAsGuest = ofGuest.ToDictionary(cursor => cursor.ConversationId, cursor => cursor.ReadAt, StringComparer.Ordinal);
        foreach (var guest in GuestConversations.Of(app, ofGuest, all).Take(MaxLookedAt))
            if (seen.Add(guest.ConversationId))
                yield return guest with
                {
                    IsChanged = since.IsDoubtful || changed.Contains(guest.ConversationId)
                        || IsRead(guest.ConversationId, readAsGuest.GetValueOrDefault(guest.ConversationId)),
                };

        // What is read, or was told before, is passed over: of that there may be much.
        var limit = since.IsKnown ? MaxLookedAt : Math.Min(services.Limits.MaxUnreadConversations, MaxLookedAt);
        while (true)
        {
            var own = await store.Conversations.FindUnreadByMemberAsync(app.Id, session.ClientId, isOffline, since.IsKnown ? since.Time : null,
                services.Clock.Now, limit).ConfigureAwait(false);
            foreach (var (id, last, readAt) in own)
            {
                var isChanged = changed.Contains(id);
                var isRead = IsRead(id, readAt);
                if ((isRead || isChanged || since.IsDoubtful || last >= since.Time) && seen.Add(id))
                    yield return new LoginCandidate(id) { IsChanged = since.IsDoubtful || isChanged || isRead };
            }
            if (own.Count < limit || limit == MaxLookedAt)
                yield break;
            limit = MaxLookedAt;
        }

        // Who came in has read what was said before. What is in memory may be newer than what the store has.
        bool IsRead(string id, long? stored) =>
            since.IsKnown && (conversations.Of(app).Find(id)?.Positions.LastReads.Of(session.ClientId) ?? stored) >= since.Time;
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

    async ValueTask TellUnreadAsync(Session session, IAsyncEnumerable<LoginCandidate> candidates, UnreadSince since)
    {
        List<UnreadConversation> unread = [];
        await foreach (var candidate in candidates.ConfigureAwait(false))
        {
            if (await UnreadOfAsync(session, candidate, since).ConfigureAwait(false) is { } item)
                unread.Add(item);
            // Not after the next one was asked for, which takes another page of them.
            if (unread.Count >= services.Limits.MaxUnreadConversations)
                break;
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
