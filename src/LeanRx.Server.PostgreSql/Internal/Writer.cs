using System.Data;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>
/// The one connection that writes, made anew when it broke. Every transaction numbers itself in the row of the writer, which tells afterwards whether it was
/// committed, and which refuses it when another server has taken the schema over.
/// </summary>
sealed class Writer(NpgsqlDataSource source, PostgreSqlStoreOptions options) : IAsyncDisposable
{
    /// <summary>How long after a commit the connection is believed to be there.</summary>
    static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);

    DateTimeOffset _committed;
    NpgsqlConnection? _connection;
    Backend? _backend;
    StoreUnavailableException? _end;
    readonly string _node = options.Node ?? "";
    long _epoch;
    long _number;
    long _transactions;

    /// <summary>Whether a transaction was sent of which it is not known whether it was committed. The next one must be the same.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>How many transactions were committed.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Begins to write on a connection that holds the schema, as the only one from now on.</summary>
    /// <remarks>Nodes may have been cut off while a server is alone, and the other way round: these are replaced too.</remarks>
    public async ValueTask BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var session = new Session(connection);
        var server = $"{Environment.MachineName}, process {Environment.ProcessId}";
        _epoch = await session.FirstOrDefaultAsync(
            $"""
            WITH others AS (UPDATE writer SET epoch = epoch + 1 WHERE (node = '') <> {_node.Length == 0})
            INSERT INTO writer AS w (node, epoch, batch, server, since) VALUES ({_node}, 1, 0, {server}, now())
            ON CONFLICT (node) DO UPDATE SET epoch = w.epoch + 1, batch = 0, server = excluded.server, since = excluded.since RETURNING epoch
            """,
            row => row.Long(0), cancellationToken).ConfigureAwait(false);
        _backend = await Holder.OwnAsync(session, cancellationToken).ConfigureAwait(false);
        _connection = connection;
        _committed = options.Scheduler.Now;
    }

    /// <summary>Whether this server is the one that writes, and has not been replaced.</summary>
    public Statement IsOurs => $"EXISTS (SELECT 1 FROM writer WHERE node = {_node} AND epoch = {_epoch})";

    /// <summary>Does all of them in one transaction, or none.</summary>
    /// <exception cref="VoidClaimsException">None was done: there are some among them whose claims are void.</exception>
    public async ValueTask CommitAsync(IReadOnlyList<WriteOperation> writes)
    {
        if (_end is not null) throw _end;
        try
        {
            // The driver has ended it after some errors of which the server could have gone on.
            if (_connection is { State: not ConnectionState.Open }) await DropAsync().ConfigureAwait(false);
            _connection ??= await ReconnectAsync().ConfigureAwait(false);
            if (IsInDoubt && await FindAsync(_connection, writes).ConfigureAwait(false)) return;
            await TransactAsync(_connection, writes).ConfigureAwait(false);
        }
        catch (VoidClaimsException)
        {
            throw;
        }
        catch (PostgresException exception) when (exception is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "one_server_writes" })
        {
            throw End("another server has taken the schema over. Stop this one, or start it again when the other has ended.");
        }
        catch (Exception exception)
        {
            // After an error that the server told, the connection is as good as before, but for a server that has become a standby.
            if (!Failure.IsUndone(exception) || exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
                await DropAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs something on the connection, beside transactions. For tests.</summary>
    public ValueTask<T> RunAsync<T>(Func<Session, ValueTask<T>> work) => work(new Session(_connection!));

    public async ValueTask DisposeAsync()
    {
        await DropAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask TransactAsync(NpgsqlConnection connection, IReadOnlyList<WriteOperation> writes)
    {
        var commands = new NpgsqlBatch(connection);
        await using var commandsClosing = commands.ConfigureAwait(false);
        var batch = new Batch(commands);
        var claims = ClaimsOf(writes);
        batch.Execute(claims.Count == 0
            ? (Statement)$"UPDATE writer SET batch = CASE WHEN epoch = {_epoch} THEN {_number + 1} ELSE -1 END WHERE node = {_node}"
            : $"""
                WITH held AS MATERIALIZED ({SlotTable.Held(claims)})
                UPDATE writer SET batch = CASE WHEN epoch <> {_epoch} THEN -1 WHEN (SELECT count(*) FROM held) < {(long)claims.Count} THEN -2
                    ELSE {_number + 1} END
                WHERE node = {_node}
                """);
        foreach (var write in writes) write.Compose(batch);
        try
        {
            // A connection that broke unnoticed takes what is sent without a word. Answers before the commit leave no doubt about it.
            var isFresh = options.Scheduler.Now - _committed < s_freshness;
            if (writes.Any(write => write.NeedsAnswers) || (!isFresh && claims.Count == 0))
            {
                var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                await using var transactionClosing = transaction.ConfigureAwait(false);
                await batch.RunAsync().ConfigureAwait(false);
                IsInDoubt = true;
                await transaction.CommitAsync().ConfigureAwait(false);
            }
            else
            {
                // Whoever claims a slot waits for what holds it, and this process may be stopped at any moment: nothing is held while it has the word.
                if (!isFresh) await new Session(connection).RunAsync("SELECT 1", default).ConfigureAwait(false);
                // Statements that are sent together are a transaction of their own.
                IsInDoubt = true;
                await batch.RunAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (Failure.IsUndone(exception))
        {
            IsInDoubt = false;
            if (exception is not PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: "slots_are_held" }) throw;
            var isVoid = await SlotTable.VoidAsync(new Session(connection), claims).ConfigureAwait(false);
            if (isVoid.Count == 0) throw;
            throw new VoidClaimsException(isVoid);
        }

        Committed();
    }

    /// <summary>The claims whose writes they are, in the order of their slots, in which every transaction locks them.</summary>
    static List<SlotClaim> ClaimsOf(IReadOnlyList<WriteOperation> writes)
    {
        HashSet<SlotClaim>? claims = null;
        foreach (var write in writes)
            if (write.Claim is { } claim) (claims ??= []).Add(claim);
        return claims is null ? [] : [.. claims.OrderBy(claim => claim.Slot)];
    }

    /// <summary>Whether the transaction that is in doubt was committed; its writes then know their outcome.</summary>
    async ValueTask<bool> FindAsync(NpgsqlConnection connection, IReadOnlyList<WriteOperation> writes)
    {
        var session = new Session(connection);
        // Locked, so that a transaction that is still under way is waited for.
        var (epoch, number) = await session.FirstOrDefaultAsync(
            $"SELECT epoch, batch FROM writer WHERE node = {_node} FOR UPDATE", row => (row.Long(0), row.Long(1)), default).ConfigureAwait(false);
        if (epoch == _epoch && number == _number + 1)
        {
            foreach (var write in writes) await write.FindAsync(session).ConfigureAwait(false);
            Committed();
            return true;
        }

        IsInDoubt = false;
        return false;
    }

    void Committed()
    {
        IsInDoubt = false;
        _committed = options.Scheduler.Now;
        _number++;
        Interlocked.Increment(ref _transactions);
    }

    async ValueTask<NpgsqlConnection> ReconnectAsync()
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            var session = new Session(connection);
            await RequireOursAsync(session).ConfigureAwait(false);
            if (_backend is { } lost) await Holder.EndAsync(session, lost, default).ConfigureAwait(false);
            await Holder.TakeAgainAsync(session, options, default).ConfigureAwait(false);
            await RequireOursAsync(session).ConfigureAwait(false);
            _backend = await Holder.OwnAsync(session, default).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async ValueTask RequireOursAsync(Session session)
    {
        var (epoch, number) = await session.FirstOrDefaultAsync(
            $"SELECT epoch, batch FROM writer WHERE node = {_node}", row => (row.Long(0), row.Long(1)), default).ConfigureAwait(false);
        if (epoch > _epoch) throw End("another server has taken the schema over. Stop this one, or start it again when the other has ended.");
        if (epoch < _epoch || number < _number)
            throw End("the database has lost what it had confirmed: it was restored, or a standby took over that was not up to date. Start the server again.");
    }

    StoreUnavailableException End(string why) => _end = new StoreUnavailableException($"The store is unavailable: {why}");

    async ValueTask DropAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
