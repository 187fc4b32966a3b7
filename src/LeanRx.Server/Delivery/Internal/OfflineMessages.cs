using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §2.2; S38
/// <summary>Dialect 1: replays what a client has not acknowledged, the newest of each conversation.</summary>
internal sealed class OfflineMessages(EngineServices services, IConversationPlaces places)
{
    public async ValueTask ReplayAsync(Session session, IAsyncEnumerable<LoginCandidate> candidates, ToldMessages told)
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
                told.Note(candidate.ConversationId, ToldMessages.KeyOf(frame));
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
        var found = await places.Of(session.App, candidate.ConversationId)
            .RunAsync(session.App, new FindOfflineMessages(session.ClientId, candidate, budget.Taken)).ConfigureAwait(false);
        budget.Fit(found.Messages, isFromEnd: true);
        return [.. found.Messages.Select((message, index) => Deliveries.FrameOf(message, found.Kind) with
        {
            PeerId = session.ClientId,
            IsOffline = true,
            HasMore = found.HasMore && index == 0 ? true : null,
        })];
    }
}
