using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>A message as it is now; null where there is none.</summary>
internal sealed record FindMessage(string ConversationId, string MessageId) : ExclusiveOperation<StoredMessage?>(ConversationId)
{
    /// <summary>The same inside the gate.</summary>
    /// <exception cref="OperationRefusedException">4401: there is none.</exception>
    public static async ValueTask<StoredMessage> RequireAsync(Conversation conversation, string messageId) =>
        await MessageFinder.FindAsync(conversation, messageId).ConfigureAwait(false) ?? throw Missing();

    public static OperationRefusedException Missing() => new(ErrorCodes.MessageNotFound, "There is no such message.");

    protected override ValueTask<StoredMessage?> RunAsync(Conversation conversation) => MessageFinder.FindAsync(conversation, MessageId);
}
