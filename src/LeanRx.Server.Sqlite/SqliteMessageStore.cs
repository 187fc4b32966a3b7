using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;
using Microsoft.Data.Sqlite;

namespace LeanRx.Server;

/// <summary>
/// A store in one SQLite file. A write that has completed is committed and survives the end of the process, and with <see cref="SqliteDurability.Full"/> a loss
/// of power.
/// </summary>
/// <remarks>
/// <para>Writes wait in one queue and are committed together: whatever has queued up while one transaction runs goes into the next one, in the order of the
/// calls. A write that fails does so alone. Reads run on the calling thread, on connections of their own, beside the writer; they see what is committed, and so
/// every write that has completed.</para>
/// <para>The store keeps its file to itself: a second process cannot open it, though tools may read it meanwhile. Beside the file lie its log (<c>-wal</c>,
/// <c>-shm</c>) while it is open, and an empty <c>-lock</c>.</para>
/// <para>Queries narrow by the ids, the member, the name or the chat rooms that their filter demands and try the rest in memory, by the rules of
/// <see cref="ConversationFilter"/>, so that they answer as <see cref="InMemoryMessageStore"/> does.</para>
/// </remarks>
public sealed class SqliteMessageStore : IMessageStore
{
    readonly StoreFile _file;
    readonly ReaderPool _readers;
    readonly WriteQueue _writes;

    SqliteMessageStore(StoreFile file, SqliteStoreOptions options)
    {
        _file = file;
        _readers = new(file.OpenReader, options.MaxReaders);
        _writes = new(file, options.MaxBatch, options.MaxPendingWrites);
    }

    /// <summary>The database file.</summary>
    public string Path => _file.Path;

    internal WriteQueue Writes => _writes;

    internal ReaderPool Readers => _readers;

    /// <summary>Opens a store, and makes it where there is none.</summary>
    /// <param name="path">A file, which has an extension (<c>chat.db</c>), or a directory, in which the file is <c>leanrx.db</c>. What is missing of the
    /// directories is made.</param>
    /// <param name="options">How it works; default: <see cref="SqliteStoreOptions"/> as they are.</param>
    /// <exception cref="StoreOpenException">The place is taken by something else, in use by another process, written by a newer version, or cannot be
    /// written.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or <c>:memory:</c>, or an option is out of range.</exception>
    public static async Task<SqliteMessageStore> OpenAsync(string path, SqliteStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Validate();
        var location = StorePath.Resolve(path);
        var file = await Task.Run(() => StoreFile.Open(location, options), cancellationToken).ConfigureAwait(false);
        return new(file, options);
    }

    /// <inheritdoc/>
    public ValueTask<ConversationRecord?> FindConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => ConversationTable.Find(session, applicationId, conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ConversationRecord?> FindUniqueConversationAsync(string applicationId, string uniqueId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => ConversationTable.FindUnique(session, applicationId, uniqueId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveConversationAsync(ConversationRecord conversation, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => ConversationTable.Save(session, conversation), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteConversationAsync(string applicationId, string conversationId, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(
            session =>
            {
                ConversationTable.Delete(session, applicationId, conversationId);
                MessageTable.Delete(session, applicationId, conversationId);
                CursorTable.Delete(session, applicationId, conversationId);
                StandingTable.Delete(session, applicationId, conversationId);
                NotificationTable.Delete(session, applicationId, conversationId);
            },
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRecord>> QueryConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => query.Page(ConversationTable.Candidates(session, query, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationRecord>> ScanConversationsAsync(string applicationId, string? after, int limit,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => ConversationTable.Scan(session, applicationId, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountConversationsAsync(ConversationStoreQuery query, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => query.Count(ConversationTable.Candidates(session, query, cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => MessageTable.Append(session, message), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken = default)
    {
        StoredMessage[] given = [.. messages];
        return _writes.RunAsync(session => MessageTable.Import(session, given), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.Read(session, query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> ReadMessagesAsync(MessageQuery query, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.Read(session, query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredMessage?> FindMessageAsync(string applicationId, string conversationId, string messageId,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.Find(session, applicationId, conversationId, messageId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => MessageTable.Update(session, message), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteMessageAsync(string applicationId, string conversationId, string messageId, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => MessageTable.DeleteOne(session, applicationId, conversationId, messageId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredMessage?> FindLastMessageAsync(string applicationId, string conversationId, string? visibleTo = null,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.FindLast(session, applicationId, conversationId, visibleTo), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> FindBroadcastsAsync(string applicationId, string? conversationId, long? validAfter, int skip, int limit,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.FindBroadcasts(session, applicationId, conversationId, validAfter, skip, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> CountMessagesAsync(string applicationId, string conversationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.Count(session, applicationId, conversationId, clientId, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberCursor>> FindCursorsAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => CursorTable.OfClient(session, applicationId, clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberCursor>> FindConversationCursorsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => CursorTable.OfConversation(session, applicationId, conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
    {
        MemberCursor[] given = [.. cursors];
        return _writes.RunAsync(session => CursorTable.Save(session, given), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteCursorsAsync(string applicationId, string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default)
    {
        string[] given = [.. clientIds];
        return _writes.RunAsync(session => CursorTable.Delete(session, applicationId, conversationId, given), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask AddPendingReceiptsAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default)
    {
        PendingReceipt[] given = [.. receipts];
        return _writes.RunAsync(session => ReceiptTable.Add(session, given, keep), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PendingReceipt>> TakePendingReceiptsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => ReceiptTable.Take(session, applicationId, clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMessage>> FindPatchedMessagesAsync(string applicationId, string clientId, long after, int limit,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => MessageTable.FindPatched(session, applicationId, clientId, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberStanding>> FindStandingsAsync(string applicationId, string conversationId,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => StandingTable.OfConversation(session, applicationId, conversationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MemberStanding>> FindClientStandingsAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => StandingTable.OfClient(session, applicationId, clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveStandingsAsync(IReadOnlyList<MemberStanding> standings, CancellationToken cancellationToken = default)
    {
        MemberStanding[] given = [.. standings];
        return _writes.RunAsync(session => StandingTable.Save(session, given), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask SaveKickAsync(ClientKick kick, long forgetBefore, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => KickTable.Save(session, kick, forgetBefore), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ClientKick>> FindKicksAsync(string applicationId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => KickTable.Find(session, applicationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddNotifiedClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => NotificationTable.AddClient(session, applicationId, clientId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> FindNotifiedClientsAsync(string applicationId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => NotificationTable.Clients(session, applicationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddNotificationAsync(StoredNotification notification, NotificationBounds bounds, CancellationToken cancellationToken = default) =>
        _writes.RunAsync(session => NotificationTable.Add(session, notification, bounds), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> FindNewestNotificationAsync(string applicationId, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => NotificationTable.Newest(session, applicationId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NotificationPage> FindNotificationsAsync(NotificationQuery query, CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => NotificationTable.Find(session, query), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        _readers.RunAsync(Schema.ReadSecret, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var written = await _writes.RunAsync(StoreCheck.Write, cancellationToken).ConfigureAwait(false);
            if (!StoreCheck.IsThere(_file, written)) throw StoreFile.Gone();
        }
        catch (SqliteException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Commits what is queued, then closes the file. Calls after that throw <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
    }
}
