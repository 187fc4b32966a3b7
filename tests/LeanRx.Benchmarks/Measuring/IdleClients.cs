using LeanRx.Benchmarks.Contenders;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Keeps clients of one kind open.</summary>
sealed class IdleClients(string name, Uri server) : IAsyncDisposable
{
    readonly List<IContender> _open = [];

    public async Task OpenAsync(int index)
    {
        var client = Roster.Make(name, server, $"idle{index}");
        _open.Add(client);
        await client.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _open)
            await client.DisposeAsync();
    }
}
