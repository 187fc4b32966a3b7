using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Messages of a conversation with what is known of them beside the store: which of them have arrived and were read.</summary>
internal sealed record FindReceiptTimes(string ConversationId, IReadOnlyList<StoredMessage> Messages) : IConversationOperation<IReadOnlyList<StoredMessage>>
{
    public ValueTask<IReadOnlyList<StoredMessage>> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken) =>
        new(conversations.Find(ConversationId) is { Positions: var positions } ? [.. Messages.Select(positions.Current)] : Messages);
}
