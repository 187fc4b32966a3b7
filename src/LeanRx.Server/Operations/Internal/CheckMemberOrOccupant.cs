using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Whether a client is a member, or is in a chat room by any of its logins.</summary>
internal sealed record CheckMemberOrOccupant(string ConversationId, string ClientId) : ExclusiveOperation<bool>(ConversationId)
{
    protected override ValueTask<bool> RunAsync(Conversation conversation) => new(conversation.IsMember(ClientId) || conversation.Occupants.Has(ClientId));
}
