namespace LeanRx.Server.Storage;

/// <summary>Stores messages in the order of their conversations.</summary>
public interface IMessageLog
{
    /// <summary>Stores a message, or returns the stored one that has the same sender and token.</summary>
    /// <remarks>A stored message moves the last-message time of its conversation on. The conversation itself need not be stored.</remarks>
    /// <exception cref="InvalidOperationException">The conversation holds another message with this id; nothing is stored.</exception>
    ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default);

    /// <summary>Stores many messages that were kept elsewhere before, in one transaction.</summary>
    /// <remarks>
    /// If the call fails, none of them is stored. A message that is there already stays as it is and does not affect the others. The conversations need not be
    /// stored.
    /// </remarks>
    /// <param name="messages">Messages of any conversations and times, in any order.</param>
    /// <returns>The outcome for each message, in the order in which they were given.</returns>
    ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the history of one conversation, ascending by time and id whichever way it is walked.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of the messages of an application, ascending by time and id whichever way it is walked.</summary>
    /// <remarks>Messages with the same time and id are ordered by sender, then by conversation.</remarks>
    ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns one message, or null if there is none.</summary>
    ValueTask<StoredMessage?> FindAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>Returns the last message of a conversation, or null if there is none.</summary>
    /// <param name="visibleTo">The client for which to find the last message that it can see. Null for the last of all.</param>
    ValueTask<StoredMessage?> FindLastAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the message of a conversation that has exactly so many newer ones, or null if the conversation has no more messages than
    /// those.</summary>
    /// <remarks>It need not be fast for large numbers, but should not read the messages that it passes over.</remarks>
    /// <param name="newer">How many messages are newer, 0 for the last message.</param>
    ValueTask<StoredMessage?> FindFromEndAsync(string applicationId, string conversationId, int newer, CancellationToken cancellationToken = default);

    /// <summary>Returns broadcasts to all clients of an application, newest first.</summary>
    /// <param name="conversationId">The service conversation that sent them. Null for those of all.</param>
    /// <param name="validAfterMilliseconds">Only those that are valid beyond this time, in milliseconds since 1970-01-01 UTC. Null to include expired
    /// ones.</param>
    /// <param name="skip">How many to skip.</param>
    /// <param name="limit">The maximum number of messages.</param>
    ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfterMilliseconds, int skip, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the messages that a client can see and that were edited or recalled after a time, ascending by the time of the change and id.</summary>
    /// <remarks>
    /// These are the messages of conversations of which the client is a member now; in others where it has a cursor, its own thread and broadcasts.
    /// </remarks>
    /// <param name="afterMilliseconds">The time in milliseconds since 1970-01-01 UTC. A change at that very time is not included.</param>
    /// <param name="limit">The maximum number of messages; the earliest changes are returned.</param>
    ValueTask<IReadOnlyList<StoredMessage>> FindPatchedAsync(string applicationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>Counts the messages of others that a client can see and that are newer than a time.</summary>
    /// <remarks>Recalled messages do not count.</remarks>
    /// <param name="afterMilliseconds">The time in milliseconds since 1970-01-01 UTC. A message at that very time does not count.</param>
    /// <param name="limit">Where counting stops.</param>
    ValueTask<int> CountAsync(string applicationId, string conversationId, string clientId, long afterMilliseconds, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>Returns what a client has not read of a conversation, of the messages that it can see.</summary>
    /// <param name="after">The place up to which it has read.</param>
    /// <param name="limit">Where counting stops, and how many of the newest messages are asked for mentions.</param>
    ValueTask<UnreadMessages> FindUnreadAsync(string applicationId, string conversationId, string clientId, HistoryBound after, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>Replaces a stored message.</summary>
    /// <remarks>Does nothing if there is none. Its id, sender, time, token, recipients and validity stay as they are.</remarks>
    ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default);

    /// <summary>Deletes a message together with its token.</summary>
    /// <remarks>Does nothing if there is none. If it was the last one, the last-message time of the conversation moves back to the message before.</remarks>
    ValueTask DeleteAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default);
}
