using LeanRx.Protocol;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What a client has not read, counted without its being there: the sum of what its login would tell it.</summary>
internal sealed class OperatorUnreadCount(OperationScope scope, string clientId)
{
    /// <summary>Of one conversation.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    public async ValueTask<int> OfAsync(string conversationId)
    {
        var candidate = (await CandidatesAsync().ConfigureAwait(false)).Find(candidate => candidate.ConversationId == conversationId);
        return await CountAsync(conversationId, candidate, default).ConfigureAwait(false)
            ?? throw new OperationRefusedException(TemporaryConversations.CodeOfMissing(conversationId), "There is no such conversation.");
    }

    /// <summary>Of all conversations that have something for the client; one that is deleted meanwhile has nothing.</summary>
    public async ValueTask<int> OfAllAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var candidate in await CandidatesAsync().ConfigureAwait(false))
            count += await CountAsync(candidate.ConversationId, candidate, cancellationToken).ConfigureAwait(false) ?? 0;
        return count;
    }

    ValueTask<int?> CountAsync(string conversationId, LoginCandidate candidate, CancellationToken cancellationToken) =>
        scope.InAsync(new CountUnread(conversationId, clientId, candidate.Place), cancellationToken);

    /// <summary>The conversations where it has a cursor, and those with a broadcast that is still valid.</summary>
    async ValueTask<List<LoginCandidate>> CandidatesAsync()
    {
        var app = scope.Application;
        await app.Broadcasts.PrepareAsync().ConfigureAwait(false);
        var cursors = await scope.Services.Store.Cursors.FindByClientAsync(app.Id, clientId).ConfigureAwait(false);
        return [.. GuestConversations.Of(app, cursors, cursors)];
    }
}
