namespace LeanRx.Server.Storage.Internal;

/// <summary>Memberships in memory.</summary>
sealed class InMemoryMembershipStore(Func<string, InMemoryApplication> app) : IMembershipStore
{
    public ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(conversation.ApplicationId).AddMembers(conversation, clientIds), cancellationToken);

    public ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(conversation.ApplicationId).RemoveMembers(conversation, clientIds), cancellationToken);

    public ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(conversation.ApplicationId).ReplaceMembers(conversation), cancellationToken);
}
