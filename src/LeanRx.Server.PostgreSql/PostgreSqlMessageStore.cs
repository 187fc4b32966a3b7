using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server;

/// <summary>A store in a schema of a PostgreSQL database.</summary>
/// <remarks>
/// <para>A completed write is committed, and survives what the database survives.</para>
/// <para>Writes wait in one queue and are committed together: everything that has queued up while one transaction runs goes into the next one, in the order of
/// the calls, in one round trip. A write that fails does so alone. Reads run beside the writer on connections of their own; they see every completed
/// write.</para>
/// <para>While the database cannot be reached, is read-only or full, writes wait for <see cref="PostgreSqlStoreOptions.MaxWait"/> and then fail with
/// <see cref="StoreUnavailableException"/>; reads fail at once. When the connection breaks while a transaction is under way, the store asks the database
/// afterwards whether it was committed: nothing is stored twice, and what was stored is not reported as failed.</para>
/// <para>One server at a time writes into a schema. A second one cannot open it; a server that lost its connection and was replaced meanwhile stores nothing
/// more. Connect to the database directly or by a pooler in session mode.</para>
/// <para>The schema is made when the store is opened for the first time, and upgraded when a later version opens it.</para>
/// <para>Text is kept as it is, but for U+0000, which PostgreSQL does not have: it is kept as U+0001 U+0001, and U+0001 as U+0001 U+0002.</para>
/// </remarks>
public sealed class PostgreSqlMessageStore : IMessageStore
{
    readonly Readers _readers;
    readonly WriteQueue _writes;

    PostgreSqlMessageStore(Readers readers, Writer writer, PostgreSqlStoreOptions options)
    {
        _readers = readers;
        Writer = writer;
        Schema = options.Schema;
        _writes = new(writer, options);
        Conversations = new PostgreSqlConversationStore(_readers, _writes);
        Members = new PostgreSqlMembershipStore(_writes);
        Messages = new PostgreSqlMessageLog(_readers, _writes);
        Cursors = new PostgreSqlCursorStore(_readers, _writes);
        Receipts = new PostgreSqlReceiptStore(_writes);
        Moderation = new PostgreSqlModerationStore(_readers, _writes);
        Notifications = new PostgreSqlNotificationStore(_readers, _writes);
        Devices = new PostgreSqlDeviceStore(_readers, _writes);
    }

    /// <summary>The schema that holds the tables.</summary>
    public string Schema { get; }

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

    internal Readers Readers => _readers;

    internal Writer Writer { get; }

    /// <summary>Opens a store, and creates its schema if it does not exist.</summary>
    /// <param name="connectionString">Where the database is, as Npgsql reads it: <c>Host=db;Database=leanrx;Username=leanrx;Password=…</c>. With several hosts
    /// (<c>Host=a,b</c>) the store goes to the one that is the primary.</param>
    /// <param name="options">The options. Default: <see cref="PostgreSqlStoreOptions"/> as they are.</param>
    /// <exception cref="StoreOpenException">The database cannot be reached, is read-only, or does not allow the schema to be made; or the schema is in use by
    /// another server, belongs to another program, or was written by a newer version.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read, or an option is out of range.</exception>
    public static async Task<PostgreSqlMessageStore> OpenAsync(string connectionString, PostgreSqlStoreOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Validate();
        var parsed = DataSources.Parse(connectionString);
        var source = DataSources.ForWriter(parsed, options.Schema);
        var writer = new Writer(source, options);
        try
        {
            await Opening.OpenAsync(source, writer, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new(new Readers(DataSources.ForReaders(parsed, options), options), writer, options);
    }

    /// <summary>Returns whether a text is a connection string, and not a path.</summary>
    /// <param name="text">What somebody wrote where a store is named.</param>
    public static bool IsConnectionString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DataSources.Names(text);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        _readers.RunAsync(session => PostgreSql.Internal.Schema.ReadSecretAsync(session, cancellationToken), cancellationToken);

    /// <summary>Writes something and reads it again.</summary>
    /// <remarks>It does not wait for a database that is away.</remarks>
    /// <exception cref="IOException">The store has failed, or is unavailable. The message says why.</exception>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await StoreProbe.RunAsync(_readers, _writes, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw new IOException($"The store has failed: {Failure.Reason(exception)}", exception);
        }
    }

    /// <summary>Commits what is queued, then closes the connections.</summary>
    /// <remarks>Later calls throw <see cref="ObjectDisposedException"/>.</remarks>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }
}
