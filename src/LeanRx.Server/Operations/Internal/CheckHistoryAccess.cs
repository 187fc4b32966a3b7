using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Whether a client with a signature may read the history; where there is no conversation nothing is kept from it.</summary>
internal sealed record CheckHistoryAccess(string ConversationId, string ClientId) : IConversationOperation<bool>
{
    public async ValueTask<bool> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        return hold.Conversation is not { } conversation || AccessRules.Of(Permission.ReadHistory)
            .RefusalFor(conversation.PartyOf(ClientId) with { Rank = Rank.Member }) is null;
    }
}
