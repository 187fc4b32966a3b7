using System.Collections.Frozen;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What a client has not read, counted without its being there: the sum of what its login would tell it. Nobody is placed anywhere by that.</summary>
internal sealed class OperatorUnreadCount(EngineServices services, Application app, ConversationDirectory conversations, string clientId)
{
    readonly UnreadCounter _counter = new(services);

    /// <summary>Of one conversation.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    public async ValueTask<int> OfAsync(string conversationId)
    {
        var candidate = (await CandidatesAsync().ConfigureAwait(false)).Find(candidate => candidate.ConversationId == conversationId);
        using var hold = await conversations.EnterAsync(conversationId).ConfigureAwait(false);
        return await CountAsync(hold.Conversation, candidate).ConfigureAwait(false);
    }

    /// <summary>Of all conversations that have something for the client; one that is deleted meanwhile has nothing.</summary>
    public async ValueTask<int> OfAllAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var candidate in await CandidatesAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var hold = await conversations.TryEnterAsync(candidate.ConversationId).ConfigureAwait(false);
            if (hold.Conversation is { } conversation)
                count += await CountAsync(conversation, candidate).ConfigureAwait(false);
        }
        return count;
    }

    /// <summary>The conversations where it has a cursor, and those with a broadcast that is still valid.</summary>
    async ValueTask<List<LoginCandidate>> CandidatesAsync()
    {
        await app.Broadcasts.PrepareAsync().ConfigureAwait(false);
        return [.. GuestConversations.Of(app, await services.Store.Cursors.FindByClientAsync(app.Id, clientId).ConfigureAwait(false), FrozenSet<string>.Empty)];
    }

    async ValueTask<int> CountAsync(Conversation conversation, LoginCandidate candidate)
    {
        if (!conversation.Record!.IsSystem && !conversation.IsMember(clientId))
            return 0;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        return conversation.Positions.ReadTo(clientId, candidate.Place) is { } read ? await _counter.CountAsync(conversation, clientId, read)
            .ConfigureAwait(false) : 0;
    }
}
