using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Deletes a conversation with all that belongs to it.</summary>
internal sealed record DeleteConversation(string ConversationId) : IConversationOperation<bool>
{
    /// <exception cref="OperationRefusedException">4303: there is no such conversation.</exception>
    public async ValueTask<bool> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.EnterAloneAsync(ConversationId).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var conversation = hold.Conversation;
        await conversation.Store.Conversations.DeleteAsync(conversation.App.Id, conversation.Id, CancellationToken.None).ConfigureAwait(false);
        conversations.Remove(conversation);
        conversation.App.Broadcasts.Forget(conversation.Id);
        return true;
    }
}
