using System.Buffers.Text;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Changes the body of a message that nobody is told of.</summary>
internal sealed record RewriteMessage(string ConversationId, string MessageId, string Body, bool IsBinary) : ExclusiveOperation<StoredMessage>(ConversationId)
{
    protected override async ValueTask<StoredMessage> RunAsync(Conversation conversation)
    {
        if (IsBinary && !Base64.IsValid(Body))
            throw new OperationRefusedException(ErrorCodes.UnparseableRawMessage, "The body is not base64.");
        MessageSize.Require(conversation.App.Services.Limits, MessageSize.Of(Body), []);
        var message = await FindMessage.RequireAsync(conversation, MessageId).ConfigureAwait(false);
        if (message.IsRecalled)
            throw Patches.Gone();
        var rewritten = Patches.Edit(message, Body, IsBinary);
        await conversation.Store.Messages.UpdateAsync(rewritten).ConfigureAwait(false);
        conversation.Positions.Replace(rewritten);
        return rewritten;
    }
}
