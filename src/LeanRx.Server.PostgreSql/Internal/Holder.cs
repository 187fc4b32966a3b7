namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The right to write into a schema: a lock of the session, which ends with the connection.</summary>
static class Holder
{
    // "LRX1" and "LRX2" tell our locks from others.
    static readonly Raw s_schema = new("(1280464945::bigint << 32) | oid::bigint");
    static readonly Raw s_tables = new("(1280464946::bigint << 32) | oid::bigint");
    static readonly Raw s_named = new("oid::integer");

    /// <summary>Takes it, if nobody has it: alone, or as one of several nodes that each have a name.</summary>
    public static async ValueTask<Taken> TryTakeAsync(Session session, PostgreSqlStoreOptions options, CancellationToken cancellationToken) =>
        (Taken)await session.FirstOrDefaultAsync(
            options.Node is not { } node
                ? $"SELECT CASE WHEN pg_try_advisory_lock({s_schema}) THEN 0 ELSE 1 END::bigint FROM pg_namespace WHERE nspname = {options.Schema}"
                : (Statement)$"""
                    SELECT CASE WHEN NOT pg_try_advisory_lock_shared({s_schema}) THEN 1 WHEN NOT pg_try_advisory_lock({s_named}, hashtext({node})) THEN 2
                        ELSE 0 END::bigint
                    FROM pg_namespace WHERE nspname = {options.Schema}
                    """,
            row => row.Long(0), cancellationToken).ConfigureAwait(false);

    /// <summary>Takes it again, once the backend that has it has ended.</summary>
    /// <exception cref="Npgsql.PostgresException">It has not ended in time.</exception>
    public static async ValueTask TakeAgainAsync(Session session, PostgreSqlStoreOptions options, CancellationToken cancellationToken)
    {
        await session.RunAsync("SET lock_timeout = 3000", cancellationToken).ConfigureAwait(false);
        await session.ListAsync(
            options.Node is not { } node
                ? $"SELECT pg_advisory_lock({s_schema}) FROM pg_namespace WHERE nspname = {options.Schema}"
                : (Statement)$"""
                    SELECT pg_advisory_lock_shared({s_schema}), pg_advisory_lock({s_named}, hashtext({node})) FROM pg_namespace
                    WHERE nspname = {options.Schema}
                    """,
            _ => true, cancellationToken).ConfigureAwait(false);
        await session.RunAsync("SET lock_timeout = 0", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets nobody else make or change the tables until the transaction ends.</summary>
    public static async ValueTask KeepTablesAsync(Session session, string schema, CancellationToken cancellationToken) => await session.ListAsync(
        $"SELECT pg_advisory_xact_lock({s_tables}) FROM pg_namespace WHERE nspname = {schema}", _ => true, cancellationToken).ConfigureAwait(false);

    /// <summary>The backend that the connection talks to.</summary>
    public static async ValueTask<Backend> OwnAsync(Session session, CancellationToken cancellationToken) => (await session.FirstOrDefaultAsync<Backend?>(
        $"SELECT pid::bigint, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", row => new Backend(row.Long(0), row.Time(1)),
            cancellationToken)
        .ConfigureAwait(false))!.Value;

    /// <summary>Ends a backend that waits for us at the other end of a connection that broke.</summary>
    public static async ValueTask EndAsync(Session session, Backend backend, CancellationToken cancellationToken) => await session.ListAsync(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid::bigint = {backend.Pid} AND backend_start = " +
            $"{new Raw($"'{backend.Since:O}'::timestamptz")}",
        row => row.Bool(0), cancellationToken).ConfigureAwait(false);
}

/// <summary>Whether the right to write was had.</summary>
enum Taken
{
    Ours,

    /// <summary>Another server has it alone, or others as nodes.</summary>
    Others,

    /// <summary>Another server has it as a node of the same name.</summary>
    Namesakes,
}

/// <summary>A process of the database that serves one connection.</summary>
readonly record struct Backend(long Pid, DateTime Since);
