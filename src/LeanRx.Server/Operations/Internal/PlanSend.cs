using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What hooks are to be asked about a message.</summary>
internal sealed record PlanSend(string ConversationId, SystemMessage Message, ConversationAudience Audience) : IConversationOperation<MessageSending>
{
    public async ValueTask<MessageSending> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        using var hold = await conversations.EnterAsync(ConversationId).ConfigureAwait(false);
        SendMessage.RequireFit(hold.Conversation.Record!, Message, Audience);
        return OperatorQuestions.Of(hold.Conversation, Message);
    }
}
