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
public sealed class PostgreSqlMessageStore : IFencedStore
{
    readonly Readers _readers;
    readonly Readers _claims;
    readonly WriteQueue _writes;
    readonly StoreProbe _probe;
    readonly PostgreSqlRoles _unclaimed;

    PostgreSqlMessageStore(Readers readers, Readers claims, Writer writer, PostgreSqlStoreOptions options)
    {
        _readers = readers;
        _claims = claims;
        Writer = writer;
        Schema = options.Schema;
        _writes = new(writer, options);
        _probe = new(readers, _writes);
        _unclaimed = RolesOf(null);
    }

    /// <summary>The schema that holds the tables.</summary>
    public string Schema { get; }

    /// <inheritdoc/>
    public IConversationStore Conversations => _unclaimed.Conversations;

    /// <inheritdoc/>
    public IMembershipStore Members => _unclaimed.Members;

    /// <inheritdoc/>
    public IMessageLog Messages => _unclaimed.Messages;

    /// <inheritdoc/>
    public ICursorStore Cursors => _unclaimed.Cursors;

    /// <inheritdoc/>
    public IReceiptStore Receipts => _unclaimed.Receipts;

    /// <inheritdoc/>
    public IModerationStore Moderation => _unclaimed.Moderation;

    /// <inheritdoc/>
    public INotificationStore Notifications => _unclaimed.Notifications;

    /// <inheritdoc/>
    public IDeviceStore Devices => _unclaimed.Devices;

    internal Writes Writes => new(_writes, null);

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

        var readers = new Readers(DataSources.ForReaders(parsed, options), options);
        return new(readers, new Readers(DataSources.ForClaims(parsed, options), options), writer, options);
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

    /// <inheritdoc/>
    /// <exception cref="ClaimRefusedException">Another server has replaced this one.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or did not answer in time. The slots may have been claimed.</exception>
    public async ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node, CancellationToken cancellationToken = default)
    {
        Slots.Validate(slots);
        ArgumentException.ThrowIfNullOrEmpty(node);
        int[] given = [.. slots.Distinct()];
        if (given.Length == 0) return [];
        var claims = await _claims.RunAsync(
            session => SlotTable.ClaimAsync(session, given, node, Writer.IsOurs, cancellationToken), cancellationToken).ConfigureAwait(false);
        return claims.Count > 0 ? claims : throw new ClaimRefusedException(node);
    }

    /// <inheritdoc/>
    public IMessageStore OfClaim(SlotClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        Slots.Validate([claim.Slot]);
        return RolesOf(claim);
    }

    /// <summary>Writes something and reads it again.</summary>
    /// <remarks>It does not wait for a database that is away.</remarks>
    /// <exception cref="IOException">The store has failed, or is unavailable. The message says why.</exception>
    public async ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _probe.RunAsync(cancellationToken).ConfigureAwait(false);
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
        await _claims.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }

    PostgreSqlRoles RolesOf(SlotClaim? claim) => new(this, _readers, new(_writes, claim));
}
