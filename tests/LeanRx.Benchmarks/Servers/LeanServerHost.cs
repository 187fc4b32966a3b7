using System.Globalization;
using System.Net;
using LeanRx.Benchmarks.Growing;
using LeanRx.Server;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Our own server as it comes, in memory, on SQLite in a directory that goes with it, on PostgreSQL, or on a store that keeps nothing.</summary>
static class LeanServerHost
{
    /// <summary>Where it keeps what it stores in PostgreSQL.</summary>
    public const string Schema = "leanrx_benchmark_server";

    /// <summary>In memory, and with as many connections as come.</summary>
    public static LeanServerOptions Options { get; } = new()
    {
        Engine = new ServerOptions { Limits = ServerLimits.Unlimited with { MaxMembers = 5000, MaxNamedIds = 5000 } },
        MaxConnections = 100_000,
    };

    public static async Task RunAsync(string kind)
    {
        var directory = kind == "sqlite" ? Directory.CreateTempSubdirectory("leanrx-benchmark-") : null;
        try
        {
            var options = Options with
            {
                Store = directory is not null ? await SqliteMessageStore.OpenAsync(directory.FullName)
                    : kind == "memory" ? null
                    : kind == "nothing" ? new ForgetfulStore()
                    : await PostgreSqlMessageStore.OpenAsync(kind, new() { Schema = Schema }),
            };
            await using var server = await LeanServer.StartAsync(options);
            await ServerProcess.ServeUntilParentGoesAsync(server.Url);
        }
        finally
        {
            directory?.Delete(recursive: true);
        }
    }

    /// <summary>A node of the cluster that has the schema.</summary>
    public static async Task RunNodeAsync(string connectionString, string schema, string port)
    {
        await using var cluster = await OrleansCluster.StartAsync(new OrleansClusterOptions
        {
            ConnectionString = connectionString,
            Address = IPAddress.Loopback,
            Port = int.Parse(port, CultureInfo.InvariantCulture),
            Store = new PostgreSqlStoreOptions { Schema = schema },
        });
        await using var server = await LeanServer.StartAsync(Options with
        {
            Store = cluster.Store,
            OwnsStore = false,
            Engine = Options.Engine with { Cluster = cluster },
        });
        await ServerProcess.ServeUntilParentGoesAsync(server.Url);
    }
}
