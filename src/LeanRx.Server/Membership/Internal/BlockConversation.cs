using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Membership.Internal;

/// <summary>Notes that a client blocks a conversation, or no longer does; false when there is no such conversation.</summary>
internal sealed record BlockConversation(string ConversationId, string ClientId, bool IsBlocked) : IConversationOperation<bool>
{
    public async ValueTask<bool> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation)
            return false;
        await conversation.Standings.SaveAsync([conversation.Standings.Of(ClientId) with { BlocksConversation = IsBlocked }]).ConfigureAwait(false);
        return true;
    }
}
