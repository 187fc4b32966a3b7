using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Membership.Internal;

/// <summary>Whether a client is a member of a conversation; null of a chat room, which has none.</summary>
internal sealed record FindMembership(string ConversationId, string ClientId) : IConversationOperation<bool?>
{
    public async ValueTask<bool?> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        return hold.Conversation is not { } conversation ? false : conversation.Record!.IsTransient ? null : conversation.IsMember(ClientId);
    }
}
