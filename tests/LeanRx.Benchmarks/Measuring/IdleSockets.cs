using System.Reactive.Linq;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>
/// What a server spends on sockets that are logged in and idle: resident memory, and processor time over one interval of its pings. Each server is a process of
/// its own, and so is who holds its sockets; all of them are idle at the same time.
/// </summary>
static class IdleSockets
{
    /// <summary>What is left of a process's file handles for other things.</summary>
    const int OtherFiles = 500;

    /// <summary>Every socket is pinged once in it, on each of the servers.</summary>
    public static readonly TimeSpan PingInterval = new LeanRx.Server.LeanServerOptions().KeepAliveInterval;

    /// <param name="servers">How each is started, and where its sockets are.</param>
    /// <param name="count">How many sockets each of them gets.</param>
    /// <param name="settling">How long before it counts: what the logins have left to compile and to let go of takes its time.</param>
    /// <returns>Of each server.</returns>
    public static async Task<IdleRun[]> MeasureAsync(IReadOnlyList<(string[] Start, string Path)> servers, int count, TimeSpan settling)
    {
        var running = new List<ServerProcess>();
        var holders = new List<ServerProcess>();
        try
        {
            var kilobytes = new List<double>();
            foreach (var (start, path) in servers)
            {
                var server = await ServerProcess.StartAsync(start);
                running.Add(server);
                var address = new Uri(server.Address, path).AbsoluteUri;
                holders.Add(await ServerProcess.StartAsync("--hold-sockets", address, "0", $"{IdleMemory.WarmUp}"));
                var before = await server.ResidentAsync();
                holders.Add(await ServerProcess.StartAsync("--hold-sockets", address, $"{IdleMemory.WarmUp}", $"{count}"));
                kilobytes.Add((await server.ResidentAsync() - before) / 1024.0 / count);
            }
            await Observable.Timer(settling);
            var spent = running.ConvertAll(server => server.Spent());
            await Observable.Timer(PingInterval);
            return [.. running.Select((server, index) =>
                new IdleRun(kilobytes[index], (server.Spent() - spent[index]).TotalMilliseconds / PingInterval.TotalSeconds))];
        }
        finally
        {
            foreach (var process in holders.Concat(running))
                await process.DisposeAsync();
        }
    }

    /// <summary>The process that holds sockets: opens them, says so, and keeps them until its parent goes.</summary>
    public static async Task HoldAsync(Uri server, int first, int count)
    {
        var sockets = new IdleSocket[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (index, _) =>
            sockets[index] = await IdleSocket.OpenAsync(Roster.WebSocketOf(server), $"idle{first + index}"));
        await ServerProcess.ServeUntilParentGoesAsync(server);
        GC.KeepAlive(sockets);
    }

    /// <summary>So many sockets, or as many as a process may have open.</summary>
    public static int Bounded(int count)
    {
        const string limits = "/proc/self/limits";
        var line = File.Exists(limits) ? File.ReadLines(limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : "";
        return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3), out var files)
            ? Math.Min(count, files - OtherFiles - IdleMemory.WarmUp) : count;
    }
}
