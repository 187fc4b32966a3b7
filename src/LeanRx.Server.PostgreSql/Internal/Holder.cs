namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The right to write into a schema: a lock of the session, which ends with the connection.</summary>
static class Holder
{
    /// <summary>"LRX1": what tells our locks from others.</summary>
    static readonly Raw s_class = new("1280464945");

    public static ValueTask<bool> TryTakeAsync(Session session, string schema, CancellationToken cancellationToken) => session.FirstOrDefaultAsync(
        $"SELECT pg_try_advisory_lock(({s_class}::bigint << 32) | oid::bigint) FROM pg_namespace WHERE nspname = {schema}", row => row.Bool(0),
            cancellationToken);

    /// <summary>Takes it again, once the backend that has it has ended.</summary>
    /// <exception cref="Npgsql.PostgresException">It has not ended in time.</exception>
    public static async ValueTask TakeAgainAsync(Session session, string schema, CancellationToken cancellationToken)
    {
        await session.RunAsync("SET lock_timeout = 3000", cancellationToken).ConfigureAwait(false);
        await session.ListAsync(
            $"SELECT pg_advisory_lock(({s_class}::bigint << 32) | oid::bigint) FROM pg_namespace WHERE nspname = {schema}", _ => true, cancellationToken)
                .ConfigureAwait(false);
        await session.RunAsync("SET lock_timeout = 0", cancellationToken).ConfigureAwait(false);
    }

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

/// <summary>A process of the database that serves one connection.</summary>
readonly record struct Backend(long Pid, DateTime Since);
