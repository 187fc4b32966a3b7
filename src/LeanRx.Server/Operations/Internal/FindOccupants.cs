using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>The clients that are in a chat room.</summary>
internal sealed record FindOccupants(string ConversationId) : ExclusiveOperation<IReadOnlyList<string>>(ConversationId)
{
    protected override ValueTask<IReadOnlyList<string>> RunAsync(Conversation conversation) => conversation.Record!.IsTransient
        ? new ValueTask<IReadOnlyList<string>>(conversation.Occupants.ClientIds)
        : throw new OperationRefusedException(ErrorCodes.TransientConversationRequired, "Only chat rooms have occupants.");
}
