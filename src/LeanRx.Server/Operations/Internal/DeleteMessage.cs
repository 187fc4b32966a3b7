using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Deletes a message.</summary>
internal sealed record DeleteMessage(string ConversationId, string MessageId) : ExclusiveOperation<bool>(ConversationId)
{
    protected override async ValueTask<bool> RunAsync(Conversation conversation)
    {
        await conversation.DeleteAsync(await FindMessage.RequireAsync(conversation, MessageId).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }
}
