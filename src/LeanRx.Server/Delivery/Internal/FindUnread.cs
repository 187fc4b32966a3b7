using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>What a client that logs in is told as unread of a conversation.</summary>
/// <param name="Since">From when on messages are news to it, in milliseconds since 1970 UTC.</param>
internal sealed record FindUnread(string ClientId, LoginCandidate Candidate, long Since) : IConversationOperation<FoundUnread>
{
    public string ConversationId => Candidate.ConversationId;

    /// <summary>Messages that are still to be delivered: neither they nor what was said after them is counted.</summary>
    public required IReadOnlyList<string> HeldMessageIds { get; init; }

    /// <summary>Whether the client knows what it means that nothing is unread.</summary>
    public bool UnderstandsNothing { get; init; }

    public async ValueTask<FoundUnread> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        var (found, arriving) = await FindAsync(conversations).ConfigureAwait(false);
        // What was counted and is on its way to the login is there before the answer: it is known then what of it needs not be delivered.
        await arriving.ConfigureAwait(false);
        return found;
    }

    async ValueTask<(FoundUnread Found, ValueTask Arriving)> FindAsync(ConversationDirectory conversations)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation || await Candidate.PositionAsync(conversation, ClientId).ConfigureAwait(false) is not { } position)
            return default;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        if (!(conversation.Record!.LastMessageAt >= Since) && !Candidate.IsChanged)
            return default;
        var held = HeldMessageIds.ToHashSet(StringComparer.Ordinal);
        var unread = await new UnreadSummary(conversation.App.Services).OfAsync(conversation, position, held).ConfigureAwait(false);
        unread ??= !Candidate.IsChanged ? null : UnderstandsNothing ? UnreadSummary.Nothing(conversation, position, held)
            : new UnreadConversation { ConversationId = conversation.Id };
        return (new FoundUnread(unread, held.Count == 0 ? conversation.Positions.End : position.Read), conversation.ArrivedAsync());
    }
}
