using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What hooks are to be asked about a change of a message; null where nothing would change.</summary>
/// <param name="Body">The new body; null to recall it.</param>
/// <param name="IsBehind">Whether something comes before it that is not done yet: then they are asked in any case.</param>
internal sealed record PlanPatch(string ConversationId, string MessageId, string? Body, bool IsBehind) : ExclusiveOperation<MessageUpdating?>(ConversationId)
{
    protected override async ValueTask<MessageUpdating?> RunAsync(Conversation conversation)
    {
        var (message, changed) = await PatchMessage.ChangeOfAsync(conversation, MessageId, Body, isBinary: false).ConfigureAwait(false);
        return changed is null && !IsBehind ? null : OperatorQuestions.Of(conversation, message, Body);
    }
}
