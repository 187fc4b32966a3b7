using Npgsql;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Where the database is, and how the connections to it are set up.</summary>
static class DataSources
{
    // Every statement of the store has an index, in its order. A plan made while a table was small must not walk or sort it when it has grown.
    const string Settings = """
        SET jit = off; SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off; SET client_min_messages = warning;
        SET idle_in_transaction_session_timeout = 5000;
        SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 10000;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """;

    /// <summary>What a connection string says, with our defaults for what it leaves open.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        if (IsUrl(connectionString))
            throw new ArgumentException("The connection string is a URL: write it as 'Host=…;Database=…;Username=…;Password=…'.", nameof(connectionString));
        NpgsqlConnectionStringBuilder parsed;
        try
        {
            parsed = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ArgumentException($"The connection string cannot be read: {exception.Message}", nameof(connectionString), exception);
        }

        if (string.IsNullOrWhiteSpace(parsed.Host))
            throw new ArgumentException("The connection string names no host: expects 'Host=…;Database=…;Username=…;Password=…'.", nameof(connectionString));
        Default("Timeout", () => parsed.Timeout = 5);
        Default("Command Timeout", () => parsed.CommandTimeout = 10);
        Default("Application Name", () => parsed.ApplicationName = "leanrx");
        Default("Max Auto Prepare", () => parsed.MaxAutoPrepare = 200);
        // How long a standby that has been promoted is still taken for one by reads, which would ask on every connection they take. The writer always asks.
        Default("Host Recheck Seconds", () => parsed.HostRecheckSeconds = 1);
        Default("Auto Prepare Min Usages", () => parsed.AutoPrepareMinUsages = 2);
        parsed.Enlist = false;
        // Connections keep their settings, which nothing in the store changes.
        parsed.NoResetOnClose = true;
        parsed.SearchPath = null;
        return parsed;

        void Default(string keyword, Action set)
        {
            if (!parsed.ShouldSerialize(keyword)) set();
        }
    }

    /// <summary>Whether a text names a host, as no path does.</summary>
    public static bool Names(string text) => IsUrl(text) || text.Split(';').Any(part => part.Split('=') is [var keyword, _, ..]
        && keyword.Trim() is var name
        && (name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Server", StringComparison.OrdinalIgnoreCase)));

    static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The one connection that writes. Closing it ends it.</summary>
    public static NpgsqlDataSource ForWriter(NpgsqlConnectionStringBuilder parsed, string schema) =>
        Build(new NpgsqlConnectionStringBuilder(parsed.ConnectionString) { Pooling = false, HostRecheckSeconds = 0 }, schema, "");

    public static NpgsqlDataSource ForReaders(NpgsqlConnectionStringBuilder parsed, PostgreSqlStoreOptions options) =>
        Build(Pooled(parsed, options), options.Schema, "; SET default_transaction_read_only = on");

    /// <summary>
    /// Connections that claim slots. A claim waits for other nodes, and must hold nothing meanwhile that these wait for: it is no part of what is written.
    /// </summary>
    public static NpgsqlDataSource ForClaims(NpgsqlConnectionStringBuilder parsed, PostgreSqlStoreOptions options) =>
        Build(Pooled(parsed, options), options.Schema, "");

    static NpgsqlConnectionStringBuilder Pooled(NpgsqlConnectionStringBuilder parsed, PostgreSqlStoreOptions options) =>
        new(parsed.ConnectionString) { Pooling = true, MinPoolSize = 0, MaxPoolSize = options.MaxReaders };

    static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder parsed, string schema, string more)
    {
        var hasSeveralHosts = parsed.Host!.Contains(',', StringComparison.Ordinal);
        if (hasSeveralHosts) parsed.Remove("Target Session Attributes");
        var builder = new NpgsqlDataSourceBuilder(parsed.ConnectionString);
        var settings = $"SET search_path = \"{schema}\"; {Settings}{more}";
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(settings, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                var command = new NpgsqlCommand(settings, connection);
                await using var commandClosing = command.ConfigureAwait(false);
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            });
        // Of several hosts the one that takes writes, for reads too: a standby may not have yet what was written.
        return hasSeveralHosts ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
    }
}
