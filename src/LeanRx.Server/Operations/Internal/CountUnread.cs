using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What a client has not read in a conversation; null where there is none. Nobody is placed anywhere by that.</summary>
/// <param name="Place">Where it is placed in a service conversation in which it has no position.</param>
internal sealed record CountUnread(string ConversationId, string ClientId, MessageKey? Place) : IConversationOperation<int?>
{
    public async ValueTask<int?> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false);
        return hold.Conversation is { } conversation ? await CountAsync(conversation).ConfigureAwait(false) : null;
    }

    async ValueTask<int> CountAsync(Conversation conversation)
    {
        if (!conversation.Record!.IsSystem && !conversation.IsMember(ClientId))
            return 0;
        await conversation.Outbox.SettledAsync().ConfigureAwait(false);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        return conversation.Positions.ReadTo(ClientId, Place) is { } read
            ? await new UnreadCounter(conversation.App.Services).CountAsync(conversation, ClientId, read).ConfigureAwait(false) : 0;
    }
}
