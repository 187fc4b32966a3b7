using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Deletes a message that is no longer kept, also where its conversation is gone. Tells whether the conversation is there.</summary>
internal sealed record DropMessage(StoredMessage Message) : IConversationOperation<bool>
{
    public string ConversationId => Message.ConversationId;

    public async ValueTask<bool> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        if (hold.Conversation is not { } conversation)
        {
            var store = conversations.App.Services.Ownership.StoreOf(Message.ApplicationId, ConversationId);
            await store.Messages.DeleteAsync(Message.ApplicationId, ConversationId, Message.Id, cancellationToken).ConfigureAwait(false);
            return false;
        }
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        await conversation.DeleteAsync(Message).ConfigureAwait(false);
        return true;
    }
}
