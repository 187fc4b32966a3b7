using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Clients of ours that send to a server and await its acks.</summary>
sealed class ServerAcks(ServerProcess server, int connections) : IAsyncDisposable
{
    readonly LeanContender[] _clients =
        [.. Enumerable.Range(0, connections).Select(i => new LeanContender(Roster.WebSocketOf(server.Address), $"tom{i}of{connections}"))];

    public Task OpenAsync() => Task.WhenAll(_clients.Select(client => client.OpenAsync()));

    /// <param name="outstanding">Sends under way of each client.</param>
    /// <param name="duration">For so long.</param>
    public async Task<ServerRun> MeasureAsync(int outstanding, TimeSpan duration)
    {
        var (allocated, spent) = (await server.AllocatedAsync(), server.Spent());
        var runs = await Task.WhenAll(_clients.Select(client => SendRun.MeasureAsync(client, outstanding, duration)));
        var perSecond = runs.Sum(run => run.PerSecond);
        var count = perSecond * duration.TotalSeconds;
        return new ServerRun(perSecond, (server.Spent() - spent).TotalMicroseconds / count, (await server.AllocatedAsync() - allocated) / count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
    }
}
