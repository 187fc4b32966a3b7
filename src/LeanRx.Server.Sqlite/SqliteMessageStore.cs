using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;
using Microsoft.Data.Sqlite;

namespace LeanRx.Server;

/// <summary>A store in one SQLite file.</summary>
/// <remarks>
/// <para>A completed write is committed and survives the end of the process, and with <see cref="SqliteDurability.Full"/> a power failure.</para>
/// <para>Writes wait in one queue and are committed together: everything that has queued up while one transaction runs goes into the next one, in the order of
/// the calls. A write that fails does so alone. Reads run on the calling thread, on connections of their own, beside the writer; they see what is committed,
/// and therefore every completed write.</para>
/// <para>The store keeps its file to itself: a second process cannot open it, though tools may read it. While it is open, its log (<c>-wal</c>, <c>-shm</c>)
/// and an empty <c>-lock</c> are beside the file.</para>
/// <para>A file of an earlier version is upgraded when it is opened.</para>
/// <para>Queries use indexes for the ids, the member, the name, the chat rooms or the service conversations that their filter requires, and evaluate the rest
/// in memory, by the rules of <see cref="ConversationFilter"/>, so that they return the same as with <see cref="InMemoryMessageStore"/>. Where the filter
/// requires none of these, a query in the order of <c>createdAt</c>, <c>updatedAt</c> or <c>objectId</c> alone reads until its page is full; any other one
/// looks at every conversation of the application, as far as its <see cref="QueryBudget"/> allows.</para>
/// </remarks>
public sealed class SqliteMessageStore : IMessageStore
{
    readonly StoreFile _file;
    readonly SemaphoreSlim _checking = new(1, 1);
    readonly ReaderPool _readers;
    readonly WriteQueue _writes;

    SqliteMessageStore(StoreFile file, SqliteStoreOptions options)
    {
        _file = file;
        _readers = new(file.OpenReader, options.MaxReaders);
        _writes = new(file, options.MaxBatch, options.MaxPendingWrites);
        Conversations = new SqliteConversationStore(_readers, _writes);
        Members = new SqliteMembershipStore(_writes);
        Messages = new SqliteMessageLog(_readers, _writes);
        Cursors = new SqliteCursorStore(_readers, _writes);
        Receipts = new SqliteReceiptStore(_readers, _writes);
        Moderation = new SqliteModerationStore(_readers, _writes);
        Notifications = new SqliteNotificationStore(_readers, _writes);
        Devices = new SqliteDeviceStore(_readers, _writes);
    }

    /// <summary>The path of the database file.</summary>
    public string Path => _file.Path;

    /// <inheritdoc/>
    public IConversationStore Conversations { get; }

    /// <inheritdoc/>
    public IMembershipStore Members { get; }

    /// <inheritdoc/>
    public IMessageLog Messages { get; }

    /// <inheritdoc/>
    public ICursorStore Cursors { get; }

    /// <inheritdoc/>
    public IReceiptStore Receipts { get; }

    /// <inheritdoc/>
    public IModerationStore Moderation { get; }

    /// <inheritdoc/>
    public INotificationStore Notifications { get; }

    /// <inheritdoc/>
    public IDeviceStore Devices { get; }

    internal WriteQueue Writes => _writes;

    internal ReaderPool Readers => _readers;

    /// <summary>Opens a store, and creates it if it does not exist.</summary>
    /// <param name="path">A file, which has an extension (<c>chat.db</c>), or a directory, in which the file is <c>leanrx.db</c>. Missing directories are
    /// created.</param>
    /// <param name="options">The options. Default: <see cref="SqliteStoreOptions"/> as they are.</param>
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

    /// <summary>Copies a store to another file, as it is at one instant.</summary>
    /// <remarks>
    /// The store may be in use, by this process or another, and goes on. The copy gets its name when it is complete, checked and on the disk. A call that fails
    /// leaves nothing.
    /// </remarks>
    /// <param name="path">The store, as for <see cref="OpenAsync"/>.</param>
    /// <param name="target">The file that becomes the copy. Its directory exists; the file does not.</param>
    /// <exception cref="StoreOpenException">There is no store at <paramref name="path"/>, or it is none that this version can open.</exception>
    /// <exception cref="IOException">The copy cannot be written, for example because the disk is full, or <paramref name="target"/> exists.</exception>
    public static Task BackupAsync(string path, string target, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        var (source, copy) = (StorePath.Resolve(path), System.IO.Path.GetFullPath(target));
        return Task.Run(() => StoreCopy.Write(source, copy, cancellationToken), cancellationToken);
    }

    /// <summary>Checks the file of a store that nobody has open: that it is one, of a version that can be opened, and not damaged.</summary>
    /// <exception cref="IOException">It is not. The message says why.</exception>
    public static Task VerifyAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = StorePath.Resolve(path);
        return Task.Run(() => StoreCopy.Check(file), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        _readers.RunAsync(Schema.ReadSecret, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        // One at a time: they write the same row, and would take what another wrote for another file.
        await _checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var written = await _writes.RunAsync(StoreCheck.Write, cancellationToken).ConfigureAwait(false);
            if (!StoreCheck.IsThere(_file, written)) throw StoreFile.Gone();
        }
        catch (SqliteException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        finally
        {
            _checking.Release();
        }
    }

    /// <summary>Commits what is queued, then closes the file.</summary>
    /// <remarks>Later calls throw <see cref="ObjectDisposedException"/>.</remarks>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
        _file.Dispose();
    }
}
