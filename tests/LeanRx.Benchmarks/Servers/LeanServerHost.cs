using LeanRx.Server;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Our own server as it comes, in memory or on SQLite in a directory that goes with it.</summary>
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
                Store = directory is null ? null : await SqliteMessageStore.OpenAsync(directory.FullName),
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
