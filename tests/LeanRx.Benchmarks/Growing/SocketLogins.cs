using System.Globalization;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Growing;

/// <summary>Logins over sockets with nothing to tell, to a server that is a process of its own.</summary>
static class SocketLogins
{
    const int Count = 1000;

    /// <returns>Microseconds of the server for one, when half as many have been before.</returns>
    public static async Task<double> MeasureAsync()
    {
        await using var server = await ServerProcess.StartAsync("--serve-lean", "memory");
        await using var before = await LogInAsync(server, 0, Count / 2);
        var spent = server.Spent();
        await using var measured = await LogInAsync(server, Count, Count);
        return (server.Spent() - spent).TotalMicroseconds / Count;
    }

    /// <returns>The process that holds their sockets.</returns>
    static Task<ServerProcess> LogInAsync(ServerProcess server, int first, int count) => ServerProcess.StartAsync("--hold-sockets", server.Address.AbsoluteUri,
        first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture));
}
