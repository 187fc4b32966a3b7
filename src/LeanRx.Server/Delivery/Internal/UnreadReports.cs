using System.Collections.Frozen;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>
/// Tells devices that are online what is unread when that changed otherwise than by a new message, which they count themselves: when one of them read, when
/// messages were recalled or mention others now, and when the client came in, for which what was said before is not unread. Used inside the gate, positions
/// loaded.
/// </summary>
internal sealed class UnreadReports(EngineServices services)
{
    readonly UnreadSummary _summary = new(services);

    /// <summary>
    /// A client has read on one of its devices. The others are told; that one only where it understands it, and then also when nothing changed by it.
    /// </summary>
    public ValueTask ReadAsync(Session reader, Conversation conversation, MemberPosition position, bool isChanged) =>
        TellAsync(conversation, position,
            [.. conversation.App.Sessions.Of(reader.ClientId)
            .Where(session => session == reader ? Understands(session) : isChanged && session.Dialect != Dialect.OfflineMessages)]);

    /// <summary>A message was changed: those who have not read it are told, as far as they understand it.</summary>
    public async ValueTask ChangedAsync(Conversation conversation, StoredMessage before, StoredMessage after)
    {
        if (before.IsRecalled == after.IsRecalled && before.MentionAll == after.MentionAll
            && before.MentionedClientIds.SequenceEqual(after.MentionedClientIds, StringComparer.Ordinal))
            return;
        var clients = Deliveries.SessionsOf(conversation, after).Where(session => session.ClientId != after.From && Understands(session))
            .ToLookup(session => session.ClientId, StringComparer.Ordinal);
        if (clients.Count == 0 || conversation.Record!.IsTransient)
            return;
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        foreach (var sessions in clients)
            if (conversation.Positions.Find(sessions.Key) is { } position && position.Read < MessageKey.Of(after))
                await TellAsync(conversation, position, [.. sessions]).ConfigureAwait(false);
    }

    /// <summary>Clients came in: they are told from where on messages count.</summary>
    public async ValueTask JoinedAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        if (conversation.Recent.LastKey is null)
            return;
        foreach (var clientId in newcomers)
            if (conversation.Positions.Find(clientId) is { } position)
                await TellAsync(conversation, position, [.. conversation.App.Sessions.Of(clientId).Where(Understands)]).ConfigureAwait(false);
    }

    async ValueTask TellAsync(Conversation conversation, MemberPosition position, IReadOnlyList<Session> sessions)
    {
        if (sessions.Count == 0)
            return;
        // What is counted here has been delivered before.
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        var unread = await _summary.OfAsync(conversation, position, FrozenSet<string>.Empty).ConfigureAwait(false)
            ?? UnreadSummary.Nothing(conversation, position, FrozenSet<string>.Empty);
        // Others take a message without its body for a mistake.
        MemberPushes.ToAll(sessions.Where(Understands),
            FrameOf(new UnreadConversation
            {
                ConversationId = conversation.Id,
                Unread = unread.Unread,
                IsMentioned = unread.IsMentioned,
                MessageId = unread.MessageId,
                Timestamp = unread.Timestamp
            }));
        MemberPushes.ToAll(sessions.Where(session => !Understands(session)),
            FrameOf(new UnreadConversation { ConversationId = conversation.Id, Unread = unread.Unread, IsMentioned = unread.IsMentioned }));
    }

    UnreadFrame FrameOf(UnreadConversation unread) => new() { NotificationTime = services.Clock.Now, Conversations = [unread] };

    /// <summary>Whether a session takes reports that other servers do not send.</summary>
    public static bool Understands(Session session) => session.Can(SessionCapabilities.UnreadCounts) && session.Dialect != Dialect.OfflineMessages;
}
