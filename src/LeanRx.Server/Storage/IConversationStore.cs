namespace LeanRx.Server.Storage;

/// <summary>Stores conversations.</summary>
/// <remarks>
/// A conversation is read with its members (<see cref="ConversationRecord.Members"/>). Who is a member changes by <see cref="IMembershipStore"/> alone.
/// </remarks>
public interface IConversationStore
{
    /// <summary>Returns a conversation, or null if there is none.</summary>
    ValueTask<ConversationRecord?> FindAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>Returns the unique conversation with this key, or null if there is none.</summary>
    /// <remarks>If there are several, the newest.</remarks>
    ValueTask<ConversationRecord?> FindUniqueAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default);

    /// <summary>Inserts a conversation with its members, or replaces the columns of an existing one.</summary>
    /// <remarks>
    /// The members of an existing conversation stay as they are. The time of the last message never moves back: the latest of the given one, the stored one and
    /// that of the last stored message is kept.
    /// </remarks>
    ValueTask SaveAsync(ConversationRecord conversation, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation with its members, messages, cursors and standings.</summary>
    /// <remarks>Does nothing if there is none.</remarks>
    ValueTask DeleteAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the conversations that match, sorted.</summary>
    /// <exception cref="QueryTimeoutException">The query takes longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">The query would look at more conversations, or hold more bytes of them, than it may.</exception>
    ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns how many conversations match.</summary>
    /// <remarks><see cref="ConversationStoreQuery.Skip"/> and <see cref="ConversationStoreQuery.Limit"/> are ignored.</remarks>
    /// <exception cref="QueryTimeoutException">The query takes longer than it may.</exception>
    /// <exception cref="QueryTooLargeException">The query would look at more conversations than it may.</exception>
    ValueTask<int> CountAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns the conversations of a member in which something may be unread, those with the latest message first, and by id where these are
    /// alike.</summary>
    /// <remarks>
    /// These are the ones whose last message is later than the cursor of the member, or in which it has no cursor, and those with a message in which it read or
    /// joined at <paramref name="readSinceMilliseconds"/> or later. The conversations themselves need not be read for it.
    /// </remarks>
    /// <param name="byDelivery">Whether what was not delivered counts (<see cref="MemberCursor.DeliveredTo"/>), and not what was not read (<see
    /// cref="MemberCursor.ReadTo"/>).</param>
    /// <param name="readSinceMilliseconds">In milliseconds since 1970-01-01 UTC; null when reads do not count.</param>
    /// <param name="aliveAtMilliseconds">Excludes temporary conversations that end (<see cref="ConversationRecord.ExpiresAt"/>) at this time or before, in
    /// milliseconds since 1970-01-01 UTC.</param>
    /// <param name="limit">The maximum number of conversations.</param>
    ValueTask<IReadOnlyList<MemberConversation>> FindUnreadByMemberAsync(string applicationId, string clientId, bool byDelivery,
        long? readSinceMilliseconds, long aliveAtMilliseconds, int limit, CancellationToken cancellationToken = default);

    /// <summary>Returns the conversations that are not temporary, ascending by id.</summary>
    /// <param name="afterId">The page begins after this id, which need not exist. Null for the first page.</param>
    /// <param name="limit">The maximum number of conversations.</param>
    ValueTask<IReadOnlyList<ConversationRecord>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default);
}
