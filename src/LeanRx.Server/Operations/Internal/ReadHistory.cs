using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>A page of history.</summary>
internal sealed record ReadHistory(HistoryQuery Query) : ExclusiveOperation<IReadOnlyList<StoredMessage>>(Query.ConversationId)
{
    protected override async ValueTask<IReadOnlyList<StoredMessage>> RunAsync(Conversation conversation)
    {
        var page = await conversation.Store.Messages.ReadHistoryAsync(Query).ConfigureAwait(false);
        return [.. page.Select(conversation.Positions.Current)];
    }
}
