using LeanRx.Server.Conversations.Internal;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>When a client read last in a conversation, in milliseconds since 1970 UTC, where that is in memory: the store may not know it yet.</summary>
internal sealed record FindLastRead(string ConversationId, string ClientId) : IConversationOperation<long?>
{
    public ValueTask<long?> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken) =>
        new(conversations.Find(ConversationId)?.Positions.LastReads.Of(ClientId));
}
