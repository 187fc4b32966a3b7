using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Refuses what a client may not do in a conversation.</summary>
internal sealed record RequirePermission(string ConversationId, string ClientId, Permission Permission) : ExclusiveOperation<bool>(ConversationId)
{
    protected override ValueTask<bool> RunAsync(Conversation conversation)
    {
        conversation.Require(ClientId, Permission);
        return new(true);
    }
}
