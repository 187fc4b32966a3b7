using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §2.2, §4.12
/// <summary>What a client is told after login: messages (dialect 1) or unread counts (2 and 3), then receipts.</summary>
internal sealed class MissedMessages(EngineServices services, IConversationPlaces places)
{
    /// <summary>Of the conversations of a client so many of the newest are looked at.</summary>
    const int MaxLookedAt = 1000;

    /// <summary>So often it is counted what is unread of a conversation in which more is said meanwhile. Then that is unread too, and not delivered.</summary>
    const int MaxCounts = 3;

    /// <summary>Last messages that one frame holds, in characters; one always fits.</summary>
    const int MaxUnreadLength = 16 * 1024;

    readonly OfflineMessages _offline = new(services, places);
    readonly MissedPatches _patches = new(services);

    /// <param name="told">Notes the messages that were told, which need not be delivered any more.</param>
    public async ValueTask TellAsync(Session session, SessionFrame login, ToldMessages told)
    {
        var since = session.Dialect == Dialect.OfflineMessages ? default : UnreadSince.Of(login, services.Clock);
        var candidates = CandidatesAsync(session, since);
        if (session.Dialect == Dialect.OfflineMessages)
            await _offline.ReplayAsync(session, candidates, told).ConfigureAwait(false);
        else
            await TellUnreadAsync(session, candidates, since, told).ConfigureAwait(false);
        foreach (var receipt in await services.Store.Receipts.TakeAsync(session.App.Id, session.ClientId).ConfigureAwait(false))
        {
            await session.Connection.RoomAsync().ConfigureAwait(false);
            session.Connection.Send(Receipts.FrameOf(receipt) with { PeerId = session.ClientId });
        }
    }

    /// <summary>
    /// Tells a client that stayed connected what is unread, and what was edited or recalled since a time: what was not saved, or not told, was lost with
    /// another node. Whoever can fetch what else was pushed hears that it should.
    /// </summary>
    /// <param name="since">In milliseconds since 1970 UTC.</param>
    public async ValueTask TellAgainAsync(Session session, long since)
    {
        // Who is still being let in asks by itself.
        if (session.Dialect == Dialect.OfflineMessages || !session.TryHold())
            return;
        var told = new ToldMessages();
        try
        {
            if (UnreadReports.Understands(session))
                session.Connection.Send(new UnreadFrame { PeerId = session.ClientId, MissedSince = since });
            await TellUnreadAsync(session, CandidatesAsync(session, UnreadSince.Doubtful), UnreadSince.Doubtful, told).ConfigureAwait(false);
            await _patches.TellAsync(session, since).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            services.Log.LogFault(exception, "telling a client again what is unread");
            session.Connection.Close(ErrorCodes.InternalError, isAbnormal: true);
        }
        finally
        {
            session.Release(told);
        }
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
                        || await IsReadAsync(guest.ConversationId, readAsGuest.GetValueOrDefault(guest.ConversationId)).ConfigureAwait(false),
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
                var isRead = await IsReadAsync(id, readAt).ConfigureAwait(false);
                if ((isRead || isChanged || since.IsDoubtful || last >= since.Time) && seen.Add(id))
                    yield return new LoginCandidate(id) { IsChanged = since.IsDoubtful || isChanged || isRead };
            }
            if (own.Count < limit || limit == MaxLookedAt)
                yield break;
            limit = MaxLookedAt;
        }

        // Who came in has read what was said before. What is in memory may be newer than what the store has.
        async ValueTask<bool> IsReadAsync(string id, long? stored) => since.IsKnown
            && (await places.Of(app, id).RunAsync(app, new FindLastRead(id, session.ClientId)).ConfigureAwait(false) ?? stored) >= since.Time;
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

    async ValueTask TellUnreadAsync(Session session, IAsyncEnumerable<LoginCandidate> candidates, UnreadSince since, ToldMessages told)
    {
        List<UnreadConversation> unread = [];
        await foreach (var candidate in candidates.ConfigureAwait(false))
        {
            if (await FindAsync(session, candidate, since, told).ConfigureAwait(false) is { } item)
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

    async ValueTask<UnreadConversation?> FindAsync(Session session, LoginCandidate candidate, UnreadSince since, ToldMessages told)
    {
        var id = candidate.ConversationId;
        for (var attempt = 1; ; attempt++)
        {
            // What was sent since the login began is delivered as soon as it ends, and counted by the client itself then.
            var held = HeldSince(session, id);
            var heldIds = held.Select(static message => message.MessageId!).ToHashSet(StringComparer.Ordinal);
            var found = await places.Of(session.App, id).RunAsync(session.App, new FindUnread(session.ClientId, candidate, since.Time)
            {
                HeldMessageIds = [.. heldIds],
                UnderstandsNothing = UnreadReports.Understands(session),
            }).ConfigureAwait(false);
            if (found.Unread is not { Unread: > 0 })
                return found.Unread;
            var end = held is [var first, ..] ? MessageKey.Before(ToldMessages.KeyOf(first)) : found.CountedTo;
            if (attempt < MaxCounts && HeldSince(session, id).Any(message =>
                message.FromPeerId != session.ClientId && ToldMessages.KeyOf(message) <= end && !heldIds.Contains(message.MessageId!)))
                continue; // They came meanwhile, and are both.
            told.Note(id, end);
            return found.Unread;
        }
    }

    /// <summary>What is said before a login begins is told by it, also where it arrives later: its sender may know that it was taken.</summary>
    static List<DirectFrame> HeldSince(Session session, string conversationId) =>
        [.. session.HeldMessages(conversationId).Where(message => message.Timestamp >= session.OpenedAt)];
}
