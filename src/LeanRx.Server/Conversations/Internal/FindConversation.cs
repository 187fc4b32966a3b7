using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>What a conversation is now; null where there is none.</summary>
internal sealed record FindConversation(string ConversationId) : IConversationOperation<ConversationRecord?>
{
    public async ValueTask<ConversationRecord?> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        return hold.Conversation?.Record;
    }
}
