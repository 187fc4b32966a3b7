using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Sends a will, if the client still may. Tells whether it is on its way.</summary>
internal sealed record DeliverWill(Will Will) : IConversationOperation<bool>
{
    public string ConversationId => Will.Message.ConversationId;

    public async ValueTask<bool> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        Conversation conversation;
        using (var hold = await conversations.TryEnterAsync(ConversationId).ConfigureAwait(false))
        {
            if (hold.Conversation is null || !hold.Conversation.Allows(Will.Message.From, Permission.SendMessage))
                return false;
            conversation = hold.Conversation;
            conversation.Outbox.Add(new Outgoing(null, null, Will.Message, null, conversation.Record!)
            {
                Priority = Will.Priority,
                Will = Will,
            });
        }
        conversation.Outbox.Pump();
        return true;
    }
}
