using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §2.2
/// <summary>What a client has not acknowledged of a conversation, the newest of it. What is not replayed of it never is.</summary>
/// <param name="Taken">How much of what all conversations share is taken already, in bytes.</param>
internal sealed record FindOfflineMessages(string ClientId, LoginCandidate Candidate, long Taken) : IConversationOperation<FoundOfflineMessages>
{
    public string ConversationId => Candidate.ConversationId;

    public async ValueTask<FoundOfflineMessages> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        var (found, arriving) = await FindAsync(conversations).ConfigureAwait(false);
        // What is replayed and on its way to the login is there before the answer, and needs not be delivered then.
        await arriving.ConfigureAwait(false);
        return found;
    }

    async ValueTask<(FoundOfflineMessages Found, ValueTask Arriving)> FindAsync(ConversationDirectory conversations)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        return hold.Conversation is { } conversation && await Candidate.PositionAsync(conversation, ClientId).ConfigureAwait(false) is { } position
            ? (await FindAsync(conversation, position).ConfigureAwait(false), conversation.ArrivedAsync()) : (FoundOfflineMessages.None, default);
    }

    async ValueTask<FoundOfflineMessages> FindAsync(Conversation conversation, MemberPosition position)
    {
        var limits = conversation.App.Services.Limits;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        // One more than the bound tells whether there are more.
        var missed = await Inbox.NewestAsync(conversation, position.ClientId, position.Delivered, limits.MaxOfflineMessages + 1, message =>
            !position.HasReceived(MessageKey.Of(message))).ConfigureAwait(false);
        // By size all conversations share a page; beyond it each tells its newest message, so that the client knows of all.
        var count = Math.Min(limits.MaxOfflineMessages, Math.Max(1, new PageBudget(limits.MaxPageBytes, Taken).Fit(missed, isFromEnd: true)));
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
        return new FoundOfflineMessages(missed, Deliveries.KindOf(conversation.Record!), hasMore);
    }
}
