namespace LeanRx.Server.Storage;

/// <summary>Stores who is a member of which conversation, or subscribes to which service conversation.</summary>
/// <remarks>
/// A service conversation may have any number of subscribers. The cost of a call should depend on how many clients it names, not on how many there are.
/// </remarks>
public interface IMembershipStore
{
    /// <summary>Adds clients after the existing members, in the order given, and saves the columns of the conversation in the same transaction.</summary>
    /// <remarks>A client that is a member already keeps its place.</remarks>
    /// <param name="conversation">The conversation as <see cref="IConversationStore.SaveAsync"/> takes it. Its members are ignored.</param>
    ValueTask AddAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default);

    /// <summary>Removes members, and saves the columns of the conversation in the same transaction.</summary>
    /// <remarks>A client that is not a member is ignored.</remarks>
    /// <param name="conversation">The conversation as <see cref="IConversationStore.SaveAsync"/> takes it. Its members are ignored.</param>
    ValueTask RemoveAsync(ConversationRecord conversation, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default);

    /// <summary>Replaces all members by those of the given conversation, and saves its columns in the same transaction.</summary>
    ValueTask ReplaceAsync(ConversationRecord conversation, CancellationToken cancellationToken = default);
}
