using LeanRx.Server.PostgreSql.Internal;
using Npgsql;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>The tables of the cluster, beside those of the store: whose schema it is, and its nodes in their lives.</summary>
static class ClusterTables
{
    /// <summary>The status of a node that may claim slots, as <see cref="global::Orleans.Runtime.SiloStatus"/> numbers it.</summary>
    public const long Active = (long)global::Orleans.Runtime.SiloStatus.Active;

    /// <summary>The status of a node that was given up, or has left.</summary>
    public const long Dead = (long)global::Orleans.Runtime.SiloStatus.Dead;

    // "changed" is when the status became what it is; "is_gone" that the process of a dead node answers nobody any more; "serves" that slots may go to it.
    const string Sql = """
        CREATE TABLE cluster (
            is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), name text NOT NULL, version bigint NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE cluster_node (
            name text COLLATE "C" PRIMARY KEY, status bigint NOT NULL, changed timestamptz NOT NULL, is_gone boolean NOT NULL, serves boolean NOT NULL,
            etag bigint NOT NULL, suspects text NOT NULL, host text, silo text, role text, started bigint NOT NULL, alive bigint NOT NULL)
            WITH (fillfactor = 50)
        """;

    // In which form nodes speak to each other. Who may not change tables is told where they are too old.
    const string Forms = """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'cluster'::regclass AND attname = 'form' AND NOT attisdropped) THEN
                ALTER TABLE cluster ADD COLUMN form bigint NOT NULL DEFAULT 1;
            END IF;
        END $$
        """;

    /// <summary>Makes them where they are missing.</summary>
    /// <exception cref="ClusterException">The schema belongs to another cluster.</exception>
    public static async Task MakeAsync(NpgsqlDataSource source, string schema, string name, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var connectionClosing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionClosing = transaction.ConfigureAwait(false);
        var session = new Session(connection);
        await Holder.KeepTablesAsync(session, schema, cancellationToken).ConfigureAwait(false);
        await CreateAsync(session, schema, cancellationToken).ConfigureAwait(false);
        await session.RunAsync(Forms, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync($"INSERT INTO cluster (name, version) VALUES ({name}, 0) ON CONFLICT DO NOTHING", cancellationToken).ConfigureAwait(false);
        var known = await session.FirstOrDefaultAsync($"SELECT name FROM cluster", row => row.Text(0), cancellationToken).ConfigureAwait(false);
        if (known != name)
            throw new ClusterException($"The schema '{schema}' belongs to the cluster '{known}', and this node was told '{name}'. Give it that name, or the " +
                "cluster a schema of its own.");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Who may use the tables may not make any, for which the database would ask even where they are there.</summary>
    static async Task CreateAsync(Session session, string schema, CancellationToken cancellationToken)
    {
        if (await session.FirstOrDefaultAsync(
            $"""
            SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = {schema} AND c.relname = 'cluster')
            """,
            row => row.Bool(0), cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            await session.RunAsync(Sql, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ClusterException($"The schema '{schema}' has no tables of a cluster, and the role of the connection may not make them " +
                $"({exception.MessageText}). Make that role the owner of the schema, or start a node once with one that is.", exception);
        }
    }
}
