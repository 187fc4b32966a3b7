using System.Collections.Concurrent;
using System.Security.Cryptography;
using LeanRx.Server.Storage;
using LeanRx.Server.Storage.Internal;

namespace LeanRx.Server;

/// <summary>
/// A store that keeps everything in memory, for tests and for servers that may forget. Every call has completed when it returns, and equal calls give equal
/// answers, so that virtual time stays exact.
/// </summary>
/// <remarks>
/// Safe from any thread: each application has its own lock, and no filter runs while it is held. Disposing does nothing, so that one store can outlive several
/// engines, as a disk would.
/// </remarks>
public sealed class InMemoryMessageStore : IMessageStore
{
    readonly ConcurrentDictionary<string, AppShelf> _apps = new(StringComparer.Ordinal);
    readonly ReadOnlyMemory<byte> _secret;

    /// <summary>Makes an empty store with a random secret.</summary>
    public InMemoryMessageStore() : this(RandomNumberGenerator.GetBytes(32))
    {
    }

    /// <summary>Makes an empty store with a known secret, for repeatable tests.</summary>
    /// <param name="secret">What <see cref="GetSecretAsync"/> answers, at least one byte.</param>
    /// <exception cref="ArgumentException"><paramref name="secret"/> is empty.</exception>
    public InMemoryMessageStore(ReadOnlyMemory<byte> secret)
    {
        if (secret.IsEmpty) throw new ArgumentException("The secret needs at least one byte.", nameof(secret));
        _secret = secret.ToArray();
    }

    /// <inheritdoc/>
    public ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindConversation(conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindUniqueConversation(uniqueId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(conversation.ApplicationId).SaveConversation(conversation), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).DeleteConversation(conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => query.Page(App(query.ApplicationId).Candidates(query)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRecord>> ScanConversationsAsync(string applicationId, string? after, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).ScanConversations(after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => query.Count(App(query.ApplicationId).Candidates(query)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(message.ApplicationId).Append(message), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default) =>
        Completed.From<IReadOnlyList<ImportOutcome>>(() => [.. messages.Select(message => App(message.ApplicationId).Import(message))], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(query.ApplicationId).ReadHistory(query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(query.ApplicationId).ReadMessages(query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindMessage(conversationId, messageId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(message.ApplicationId).UpdateMessage(message), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).DeleteMessage(conversationId, messageId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindLastMessage(conversationId, visibleTo), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindBroadcasts(conversationId, validAfter, skip, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).CountMessages(conversationId, clientId, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindCursors(clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindConversationCursors(conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default) =>
        Completed.From(() => { foreach (var cursor in cursors) App(cursor.ApplicationId).SaveCursor(cursor); }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).DeleteCursors(conversationId, clientIds), cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Completed.From(() => { foreach (var receipt in receipts) App(receipt.ApplicationId).AddPendingReceipt(receipt, keep); }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).TakePendingReceipts(clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> FindPatchedMessagesAsync(string applicationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindPatchedMessages(clientId, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberStanding>> FindStandingsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindStandings(conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberStanding>> FindClientStandingsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindClientStandings(clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveStandingsAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default) =>
        Completed.From(
            () =>
            {
                foreach (var standing in standings) App(standing.ApplicationId).SaveStanding(standing);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveKickAsync(ClientKick kick, long forgetBefore, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(kick.ApplicationId).SaveKick(kick, forgetBefore), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindKicks(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddNotifiedClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).AddNotifiedClient(clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> FindNotifiedClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindNotifiedClients(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddNotificationAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(notification.ApplicationId).AddNotification(notification, bounds), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> FindNewestNotificationAsync(string applicationId, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(applicationId).FindNewestNotification(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NotificationPage> FindNotificationsAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        Completed.From(() => App(query.ApplicationId).FindNotifications(query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) => Completed.From(() => _secret, cancellationToken);

    /// <summary>Nothing can be wrong with it.</summary>
    public ValueTask CheckAsync(CancellationToken cancellationToken = default) => Completed.From(static () => { }, cancellationToken);

    /// <summary>Does nothing.</summary>
    public ValueTask DisposeAsync() => default;

    AppShelf App(string applicationId) => _apps.GetOrAdd(applicationId, static _ => new AppShelf());
}
