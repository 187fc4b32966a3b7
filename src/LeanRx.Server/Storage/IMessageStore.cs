namespace LeanRx.Server.Storage;

/// <summary>What the engine keeps. Safe for calls from any thread; a call that has completed successfully is durable in a durable store.</summary>
/// <remarks>
/// Writes take effect in the order in which they were called, and complete in that order. A read sees every write that has completed; whether it sees one that
/// is under way is open. The engine calls <see cref="AppendAsync"/> many times before the first has completed, so that a durable store commits them together.
/// The in-memory store completes every call before it returns.
/// </remarks>
public interface IMessageStore : IAsyncDisposable
{
    /// <summary>The conversation, or null when there is none.</summary>
    ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>The unique conversation with this key, or null; the newest, should there be several.</summary>
    ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Inserts or replaces a conversation and the index of its members. Its last-message time never moves back: the latest of the given one, the stored one and
    /// that of its last message stays.
    /// </summary>
    ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default);

    /// <summary>Deletes a conversation with its messages, cursors and standings; nothing happens when there is none.</summary>
    ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>Conversations that match, sorted and cut to the page.</summary>
    ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default);

    /// <summary>Conversations that are not temporary, ascending by id in ordinal order.</summary>
    /// <param name="after">The id behind which the page begins; it need not exist. Null: the first page.</param>
    /// <param name="limit">At most so many.</param>
    ValueTask<IReadOnlyList<ConversationRecord>> ScanConversationsAsync(string applicationId, string? after, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>How many conversations match; skip and limit do not count.</summary>
    ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores a message and moves the conversation's last-message time on; or answers with the message that has the same sender and token. The conversation
    /// itself need not be stored.
    /// </summary>
    /// <exception cref="InvalidOperationException">The conversation holds another message with this id; nothing is stored.</exception>
    ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Stores many messages that were kept elsewhere before, all together: when the call fails none of them is there. One that is there already stays as it is,
    /// and costs the others nothing. Their conversations need not be stored.
    /// </summary>
    /// <param name="messages">Messages of any conversations and times, in any order.</param>
    /// <returns>What became of each, in the order in which they were given.</returns>
    ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default);

    /// <summary>A page of history, ascending by (timestamp, id) whichever way it was walked.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// A page of the messages of an application, ascending by (timestamp, id) whichever way it was walked; messages alike in both are in the order of their
    /// senders, then of their conversations.
    /// </summary>
    ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>One message, or null.</summary>
    ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>Replaces a stored message; its id, sender, time, token, recipients and validity stay as they are. Nothing happens when there is none.</summary>
    ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a message, its token with it; nothing happens when there is none. Where it was the last one, the conversation's last-message time goes back to
    /// the one before.
    /// </summary>
    ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default);

    /// <summary>The last message of a conversation, or null.</summary>
    /// <param name="visibleTo">The last that this client sees; null: the last of all.</param>
    ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default);

    /// <summary>Broadcasts to every client of the application, newest first by (timestamp, id).</summary>
    /// <param name="conversationId">Only those of this service conversation; null: of all.</param>
    /// <param name="validAfter">Only those valid beyond this time (milliseconds); null: expired ones too.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="limit">At most so many.</param>
    ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// How many messages by others than <paramref name="clientId"/>, and visible to it, are newer than <paramref name="after"/> (milliseconds), counted up to
    /// <paramref name="limit"/>. Those that were recalled do not count.
    /// </summary>
    ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>The cursors of a client in all its conversations.</summary>
    ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>The cursors of all members of a conversation.</summary>
    ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces cursors.</summary>
    ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default);

    /// <summary>Removes the cursors of clients that left a conversation.</summary>
    ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken = default);

    /// <summary>Keeps receipts for senders who are away, and of each of them the newest <paramref name="keep"/>.</summary>
    ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default);

    /// <summary>Hands out and forgets the receipts kept for a client, oldest first.</summary>
    ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Messages that were edited or recalled after a time: those that a client sees in the conversations of which it is a member now, and its own thread and
    /// broadcasts in others where it has a cursor. Those changed first, at most <paramref name="limit"/>, ascending by time of change and id.
    /// </summary>
    /// <param name="after">Milliseconds since 1970 UTC; a change at that time is left out.</param>
    ValueTask<IReadOnlyList<StoredMessage>> FindPatchedMessagesAsync(string applicationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default);

    /// <summary>The standings in a conversation, by client id in ordinal order.</summary>
    ValueTask<IReadOnlyList<MemberStanding>> FindStandingsAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default);

    /// <summary>The standings of a client in all conversations, by conversation id in ordinal order.</summary>
    ValueTask<IReadOnlyList<MemberStanding>> FindClientStandingsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces standings; one that <see cref="MemberStanding.IsOrdinary"/> is removed.</summary>
    ValueTask SaveStandingsAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a kick, in place of an earlier one of the client, and forgets the application's kicks before <paramref name="forgetBefore"/> (milliseconds).
    /// </summary>
    ValueTask SaveKickAsync(ClientKick kick, long forgetBefore, CancellationToken cancellationToken = default);

    /// <summary>The kicks of an application, oldest first.</summary>
    ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default);

    /// <summary>Notes that notifications are to be kept for a client from now on.</summary>
    ValueTask AddNotifiedClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);

    /// <summary>The clients of an application for which notifications are kept.</summary>
    ValueTask<IReadOnlyList<string>> FindNotifiedClientsAsync(string applicationId, CancellationToken cancellationToken = default);

    /// <summary>Keeps a notification, once, however many it is for.</summary>
    /// <param name="bounds">How many are kept; beyond that the oldest go.</param>
    ValueTask AddNotificationAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default);

    /// <summary>The time of the newest notification of an application, milliseconds since 1970 UTC; null when none is kept.</summary>
    ValueTask<long?> FindNewestNotificationAsync(string applicationId, CancellationToken cancellationToken = default);

    /// <summary>The notifications of a client, oldest first.</summary>
    ValueTask<NotificationPage> FindNotificationsAsync(NotificationQuery query, CancellationToken cancellationToken = default);

    /// <summary>Random bytes that belong to the store and never change, made at the first call; session tokens are signed with them.</summary>
    ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Shows that the store keeps what it is given: writes something small, durably, and finds it again where the next start will look for it. What is kept of
    /// it does not grow.
    /// </summary>
    /// <exception cref="IOException">It cannot; the message says why, and names no place of this machine.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken = default);
}
