using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Puts clients into one of the lists of a conversation, and tells those concerned.</summary>
/// <param name="Until">Until when those that are silenced are, milliseconds since 1970 UTC.</param>
internal sealed record AddToModerationList(string ConversationId, ModerationListKind Kind, IReadOnlyList<string> ClientIds, string Initiator,
    long Until = long.MaxValue)
    : ExclusiveOperation<bool>(ConversationId)
{
    protected override async ValueTask<bool> RunAsync(Conversation conversation)
    {
        var services = conversation.App.Services;
        var list = Kind.ListOf(services, Until);
        SystemConversations.RequireClientIds(services.Limits, ClientIds);
        if (list.TooMany(conversation, ClientIds).Any())
            throw new OperationRefusedException(list.FullCode, list.FullReason(conversation));
        var leavers = await list.ChangeAsync(conversation, ClientIds, isListed: true).ConfigureAwait(false);
        list.Tell(conversation, Initiator, ClientIds, leavers, isListed: true);
        return true;
    }
}
