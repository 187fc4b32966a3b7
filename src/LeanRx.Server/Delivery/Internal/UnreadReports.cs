using System.Collections.Frozen;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
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
    static readonly SeatFilter s_understanding = new() { Needs = SessionCapabilities.UnreadCounts, SkipsOfflineMessages = true };

    /// <summary>Logins that keep the number themselves, and take another one.</summary>
    static readonly SeatFilter s_counting = new() { Lacks = SessionCapabilities.UnreadCounts, SkipsOfflineMessages = true };

    readonly UnreadSummary _summary = new(services);

    /// <summary>
    /// A client has read on one of its devices. The others are told; that one only where it understands it, and then also when nothing changed by it.
    /// </summary>
    public ValueTask ReadAsync(ISeat reader, Conversation conversation, MemberPosition position, bool isChanged) => isChanged
        ? TellAsync(conversation, position, s_understanding, s_counting with { Except = reader })
        : TellAsync(conversation, position, s_understanding with { Only = reader });

    /// <summary>A message was changed: those who have not read it are told, as far as they understand it.</summary>
    public async ValueTask ChangedAsync(Conversation conversation, StoredMessage before, StoredMessage after)
    {
        if (before.IsRecalled == after.IsRecalled && before.MentionAll == after.MentionAll
            && before.MentionedClientIds.SequenceEqual(after.MentionedClientIds, StringComparer.Ordinal))
            return;
        if (conversation.Record!.IsTransient)
            return;
        foreach (var clientId in ReceiversOf(conversation, after))
            if (clientId != after.From && await conversation.Homes.HasAsync(clientId, s_understanding).ConfigureAwait(false))
            {
                await conversation.Positions.LoadAsync().ConfigureAwait(false);
                if (conversation.Positions.Find(clientId) is { } position && position.Read < MessageKey.Of(after))
                    await TellAsync(conversation, position, s_understanding).ConfigureAwait(false);
            }
    }

    /// <summary>Clients came in: they are told from where on messages count.</summary>
    public async ValueTask JoinedAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        if (conversation.Recent.LastKey is null)
            return;
        foreach (var clientId in newcomers)
            if (conversation.Positions.Find(clientId) is { } position)
                await TellAsync(conversation, position, s_understanding).ConfigureAwait(false);
    }

    static IEnumerable<string> ReceiversOf(Conversation conversation, StoredMessage message) =>
        message.ValidUntil is not null ? [.. conversation.Homes.ClientIds]
        : message.Recipients.IsDefaultOrEmpty ? conversation.Record!.Members
        : Deliveries.ClientsOf(message);

    /// <param name="full">Who is told all.</param>
    /// <param name="plain">Who is told the number; default: nobody.</param>
    async ValueTask TellAsync(Conversation conversation, MemberPosition position, SeatFilter full, SeatFilter? plain = null)
    {
        var (homes, clientId) = (conversation.Homes, position.ClientId);
        if (!await homes.HasAsync(clientId, full).ConfigureAwait(false)
            && (plain is not { } others || !await homes.HasAsync(clientId, others).ConfigureAwait(false)))
            return;
        // What is counted here has been delivered before.
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        var unread = await _summary.OfAsync(conversation, position, FrozenSet<string>.Empty).ConfigureAwait(false)
            ?? UnreadSummary.Nothing(conversation, position, FrozenSet<string>.Empty);
        // Others take a message without its body for a mistake.
        var report = new FanOut(FrameOf(new UnreadConversation
        {
            ConversationId = conversation.Id,
            Unread = unread.Unread,
            IsMentioned = unread.IsMentioned,
            MessageId = unread.MessageId,
            Timestamp = unread.Timestamp
        }), full);
        homes.Deliver(clientId, ref report);
        if (plain is not { } rest)
            return;
        var number = new FanOut(FrameOf(new UnreadConversation { ConversationId = conversation.Id, Unread = unread.Unread, IsMentioned = unread.IsMentioned }),
            rest);
        homes.Deliver(clientId, ref number);
    }

    UnreadFrame FrameOf(UnreadConversation unread) => new() { NotificationTime = services.Clock.Now, Conversations = [unread] };

    /// <summary>Whether a session takes reports that other servers do not send.</summary>
    public static bool Understands(ISeat session) => s_understanding.Takes(session);
}
