using System.Reactive.Concurrency;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Opens a store: sees that the database is fit for it, that no other server uses the schema, and that the tables are there.</summary>
static class Opening
{
    const int MinVersion = 120_000;

    /// <summary>How long a server that is about to end is waited for.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreOpenException">It cannot be opened. The message says why and what to do.</exception>
    public static async Task OpenAsync(NpgsqlDataSource source, Writer writer, PostgreSqlStoreOptions options, CancellationToken cancellationToken)
    {
        var name = options.Schema;
        NpgsqlConnection? connection = null;
        try
        {
            connection = await ConnectAsync(source, options, cancellationToken).ConfigureAwait(false);
            var session = new Session(connection);
            await RequireFitAsync(session, name, cancellationToken).ConfigureAwait(false);
            await CreateSchemaAsync(session, connection, name, cancellationToken).ConfigureAwait(false);
            await TakeAsync(session, options, cancellationToken).ConfigureAwait(false);
            await MakeTablesAsync(session, connection, name, cancellationToken).ConfigureAwait(false);
            await writer.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            if (exception is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal)
                throw MayNot(name, refusal.MessageText, exception);
            if (exception is NpgsqlException) throw new StoreOpenException($"The store in schema '{name}' cannot be opened: {Told(exception)}", exception);
            throw;
        }
    }

    /// <summary>Connects, and waits for a database that is starting.</summary>
    static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, PostgreSqlStoreOptions options, CancellationToken cancellationToken)
    {
        var end = options.Scheduler.Now + options.MaxWait;
        while (true)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.CannotConnectNow && options.Scheduler.Now < end)
            {
                await Waiting.ForAsync(options.Scheduler, s_pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    static async Task RequireFitAsync(Session session, string name, CancellationToken cancellationToken)
    {
        var (version, isStandby, isReadOnly, encoding) = await session.FirstOrDefaultAsync(
            $"""
            SELECT current_setting('server_version_num')::bigint, pg_is_in_recovery(), current_setting('transaction_read_only')::boolean,
                current_setting('server_encoding')
            """,
            row => (row.Long(0), row.Bool(1), row.Bool(2), row.Text(3)), cancellationToken).ConfigureAwait(false);
        if (version < MinVersion)
            throw new StoreOpenException($"The store in schema '{name}' cannot be opened: the database is PostgreSQL {version / 10_000}, and 12 or later " +
                "is needed.");
        if (isStandby)
            throw new StoreOpenException($"The store in schema '{name}' cannot be opened: the database is in recovery, a standby that only reads. Connect " +
                "to the primary.");
        if (isReadOnly)
            throw new StoreOpenException($"The store in schema '{name}' cannot be opened: the database is read-only for this role " +
                "(default_transaction_read_only).");
        if (encoding != "UTF8")
            throw new StoreOpenException($"The store in schema '{name}' cannot be opened: the database has the encoding {encoding}. Make one with the " +
                "encoding UTF8.");
    }

    static async Task CreateSchemaAsync(Session session, NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        if (await IsThereAsync().ConfigureAwait(false)) return;
        try
        {
            await session.RunAsync($"CREATE SCHEMA \"{name}\"", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreOpenException($"The schema '{name}' does not exist in the database '{connection.Database}', and the role " +
                $"'{connection.UserName}' may not " +
                $"make it. Have an administrator run: CREATE SCHEMA {name} AUTHORIZATION \"{connection.UserName}\"", exception);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.UniqueViolation)
        {
            // Another server has made it at the same moment; who of the two has it, the lock decides.
        }

        ValueTask<bool> IsThereAsync() =>
            session.FirstOrDefaultAsync($"SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = {name})", row => row.Bool(0), cancellationToken);
    }

    static async Task TakeAsync(Session session, PostgreSqlStoreOptions options, CancellationToken cancellationToken)
    {
        var end = options.Scheduler.Now + s_patience;
        while (await Holder.TryTakeAsync(session, options, cancellationToken).ConfigureAwait(false) is var taken and not Taken.Ours)
        {
            if (options.Scheduler.Now >= end) throw new StoreOpenException(taken == Taken.Others
                ? $"The schema '{options.Schema}' is in use by another server{await OtherAsync(null).ConfigureAwait(false)}. " +
                    "Stop that one first, or give this one a schema of its own."
                : $"The schema '{options.Schema}' is in use by another node '{options.Node}'{await OtherAsync(options.Node).ConfigureAwait(false)}. " +
                    "Stop that one first, or give this one a name of its own.");
            await Waiting.ForAsync(options.Scheduler, s_pause, cancellationToken).ConfigureAwait(false);
        }

        async Task<string> OtherAsync(string? node)
        {
            try
            {
                return await session.FirstOrDefaultAsync(
                    node is null
                        ? $"SELECT server, since FROM writer ORDER BY since DESC LIMIT 1"
                        : (Statement)$"SELECT server, since FROM writer WHERE node = {node}",
                    row => $" ({row.Text(0)}, since {row.Time(1):yyyy-MM-dd HH:mm:ss} UTC)", cancellationToken).ConfigureAwait(false) ?? "";
            }
            catch (PostgresException)
            {
                // The other is about to make the tables.
                return "";
            }
        }
    }

    static async Task MakeTablesAsync(Session session, NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionClosing = transaction.ConfigureAwait(false);
        await Holder.KeepTablesAsync(session, name, cancellationToken).ConfigureAwait(false);
        await MakeTablesAsync(session, name, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    static async Task MakeTablesAsync(Session session, string name, CancellationToken cancellationToken)
    {
        var (hasAny, isOurs, mayUse) = await session.FirstOrDefaultAsync(
            $"""
            SELECT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = n.oid),
                (SELECT count(*) = 2 FROM pg_class WHERE relnamespace = n.oid AND relname IN ('store', 'writer') AND relkind = 'r'),
                has_schema_privilege(n.oid, 'USAGE')
            FROM pg_namespace n WHERE nspname = {name}
            """,
            row => (row.Bool(0), row.Bool(1), row.Bool(2)), cancellationToken).ConfigureAwait(false);
        if (!mayUse) throw MayNot(name, $"permission denied for schema {name}", null);
        if (hasAny && !isOurs) throw new StoreOpenException($"The schema '{name}' holds tables of another program. Give the store a schema of its own.");
        if (!hasAny)
        {
            await Schema.CreateAsync(session, cancellationToken).ConfigureAwait(false);
            return;
        }

        var version = await session.FirstOrDefaultAsync($"SELECT version::bigint FROM store", row => row.Long(0), cancellationToken).ConfigureAwait(false);
        if (version > Schema.Version)
            throw new StoreOpenException($"The store in schema '{name}' has version {version}, and this version of LeanRx.Server.PostgreSql knows versions " +
                $"up to {Schema.Version}. Update the package, or give the store another schema.");
        if (version < Schema.Version) await Schema.UpgradeAsync(session, version, cancellationToken).ConfigureAwait(false);
    }

    static StoreOpenException MayNot(string name, string why, Exception? exception) =>
        new($"The store in schema '{name}' cannot be opened: the role of the connection may not use it ({why}). Make that role the owner of the schema and " +
            "its tables.",
            exception);

    // Whoever opens a store has its connection string, and may know what the driver says of it.
    static string Told(Exception exception) => exception is PostgresException refusal ? $"{refusal.MessageText} ({refusal.SqlState})."
        : exception.InnerException is { } inner ? $"{exception.Message}: {inner.Message}" : exception.Message;
}
