using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §2.2; S38
/// <summary>Dialect 1: replays what a client has not acknowledged, the newest of each conversation.</summary>
internal sealed class OfflineMessages(EngineServices services, ConversationDirectories conversations)
{
    public async ValueTask ReplayAsync(Session session, IAsyncEnumerable<LoginCandidate> candidates, HashSet<string> told)
    {
        var replayed = 0;
        var budget = new PageBudget(services.Limits.MaxPageBytes);
        await foreach (var candidate in candidates.ConfigureAwait(false))
        {
            var missed = await FindAsync(session, candidate, budget).ConfigureAwait(false);
            if (missed.Count > 0)
                replayed++;
            // Nobody waits for a slow reader while a conversation is held.
            foreach (var frame in missed)
            {
                told.Add(frame.MessageId!);
                await session.Connection.RoomAsync().ConfigureAwait(false);
                session.Connection.Send(frame);
            }
            // Not after the next one was asked for, which takes another page of them.
            if (replayed >= services.Limits.MaxUnreadConversations)
                return;
        }
    }

    async ValueTask<IReadOnlyList<DirectFrame>> FindAsync(Session session, LoginCandidate candidate, PageBudget budget)
    {
        using var hold = await conversations.Of(session.App).TryEnterAsync(candidate.ConversationId).ConfigureAwait(false);
        return hold.Conversation is { } conversation && await candidate.PositionAsync(conversation, session.ClientId).ConfigureAwait(false) is { } position
            ? await FindAsync(session, conversation, position, budget).ConfigureAwait(false)
            : [];
    }

    async ValueTask<IReadOnlyList<DirectFrame>> FindAsync(Session session, Conversation conversation, MemberPosition position, PageBudget budget)
    {
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        // One more than the bound tells whether there are more.
        var missed = await Inbox.NewestAsync(conversation, position.ClientId, position.Delivered, services.Limits.MaxOfflineMessages + 1, message =>
            !position.HasReceived(MessageKey.Of(message))).ConfigureAwait(false);
        // By size all conversations share a page; beyond it each tells its newest message, so that the client knows of all.
        var count = Math.Min(services.Limits.MaxOfflineMessages, Math.Max(1, budget.Fit(missed, isFromEnd: true)));
        var hasMore = missed.Count > count;
        if (hasMore)
        {
            // What is not replayed is left to history; acks of the rest must not wait for it.
            missed.RemoveRange(0, missed.Count - count);
            position.Delivered = missed is [var first, ..] ? MessageKey.Before(first) : conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        else if (missed.Count == 0 && conversation.Record!.IsSystem && position.Delivered < conversation.Positions.End)
        {
            // Others' threads may be long: next time nobody looks at these again.
            position.Delivered = conversation.Positions.End;
            conversation.Positions.Touch(position);
        }
        return [.. missed.Select((message, index) =>
            Deliveries.FrameOf(message, Deliveries.KindOf(conversation.Record!)) with { PeerId = session.ClientId, IsOffline = true, HasMore = hasMore
            && index == 0 ? true : null })];
    }
}
