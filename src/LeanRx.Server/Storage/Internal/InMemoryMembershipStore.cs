namespace LeanRx.Server.Storage.Internal;

/// <summary>Memberships in memory.</summary>
sealed class InMemoryMembershipStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IMembershipStore
{
    public ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id)
            .RunAsync(() => app(conversation.ApplicationId).AddMembers(conversation, clientIds), cancellationToken);

    public ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id)
            .RunAsync(() => app(conversation.ApplicationId).RemoveMembers(conversation, clientIds), cancellationToken);

    public ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        writes.To(conversation.ApplicationId, conversation.Id)
            .RunAsync(() => app(conversation.ApplicationId).ReplaceMembers(conversation), cancellationToken);
}
