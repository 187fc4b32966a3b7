using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Subscribers of a service conversation, in the order in which they came.</summary>
/// <param name="After">The client behind whom it begins; null for the first.</param>
internal sealed record FindSubscribers(string ConversationId, string? After, int Limit) : ExclusiveOperation<IReadOnlyList<Subscription>>(ConversationId)
{
    /// <param name="joinedAt">When it came, milliseconds since 1970 UTC; null where that is not known.</param>
    public static Subscription SubscriptionOf(ConversationRecord service, string clientId, long? joinedAt) => new()
    {
        ConversationId = service.Id,
        ClientId = clientId,
        SubscribedAt = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(joinedAt ?? service.CreatedAt,
            DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())),
    };

    protected override async ValueTask<IReadOnlyList<Subscription>> RunAsync(Conversation conversation)
    {
        if (conversation.Record is not { IsSystem: true } record)
            throw new OperationRefusedException(ErrorCodes.SystemConversationRequired, "Only service conversations have subscribers.");
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        var start = After is null ? 0 : record.Members.IndexOf(After) + 1;
        return [.. Enumerable.Range(start, Math.Clamp(Limit, 0, record.Members.Count - start)).Select(index => record.Members[index])
            .Select(clientId => SubscriptionOf(record, clientId, conversation.Positions.Of(clientId).JoinedAt))];
    }
}
