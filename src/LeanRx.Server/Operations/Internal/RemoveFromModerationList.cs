using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Takes clients out of one of the lists of a conversation, and tells those concerned.</summary>
/// <param name="IsTemporaryOnly">Whether those that are silenced for ever stay so.</param>
internal sealed record RemoveFromModerationList(string ConversationId, ModerationListKind Kind, IReadOnlyList<string> ClientIds, string Initiator,
    bool IsTemporaryOnly = false)
    : ExclusiveOperation<bool>(ConversationId)
{
    protected override async ValueTask<bool> RunAsync(Conversation conversation)
    {
        var clientIds = !IsTemporaryOnly ? ClientIds
            : [.. ClientIds.Where(clientId => conversation.Standings.Of(clientId).SilencedUntil != long.MaxValue)];
        if (IsTemporaryOnly && clientIds.Count == 0)
            return false;
        var list = Kind.ListOf(conversation.App.Services);
        await list.ChangeAsync(conversation, clientIds, isListed: false).ConfigureAwait(false);
        list.Tell(conversation, Initiator, clientIds, [], isListed: false);
        return true;
    }
}
