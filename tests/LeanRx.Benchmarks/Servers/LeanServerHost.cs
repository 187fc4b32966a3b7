using LeanRx.Benchmarks.Growing;
using LeanRx.Server;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Our own server as it comes: in memory, on SQLite in a directory that goes with it, on a store that keeps nothing, or on PostgreSQL.</summary>
static class LeanServerHost
{
    public static async Task RunAsync(string kind)
    {
        var directory = kind == "sqlite" ? Directory.CreateTempSubdirectory("leanrx-benchmark-") : null;
        try
        {
            var options = new LeanServerOptions
            {
                Engine = new ServerOptions { Limits = ServerLimits.Unlimited with { MaxMembers = 5000, MaxNamedIds = 5000 } },
                Store = kind switch
                {
                    "memory" => null,
                    "nothing" => new ForgetfulStore(),
                    _ when directory is not null => await SqliteMessageStore.OpenAsync(directory.FullName),
                    _ => await PostgreSqlMessageStore.OpenAsync(kind, new() { Schema = "leanrx_benchmark_server" }),
                },
            };
            await using var server = await LeanServer.StartAsync(options);
            await ServerProcess.ServeUntilParentGoesAsync(server.Url);
        }
        finally
        {
            directory?.Delete(recursive: true);
        }
    }
}
