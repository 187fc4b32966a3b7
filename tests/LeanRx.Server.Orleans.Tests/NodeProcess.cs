using LeanRx.Cli.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>A node that is a process, at addresses that stay the same when it is started again.</summary>
public sealed class NodeProcess(Uri url, Func<ToolProcess> launch) : IAsyncDisposable
{
    ToolProcess? _process;

    public Uri Url => url;

    public ToolProcess Process => _process!;

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = launch();
        await _process.ReadUntilAsync("listening on ");
    }

    public async Task KillAsync()
    {
        Process.Kill();
        Assert.Equal(128 + 9, await Process.WaitForExitAsync());
    }

    /// <summary>Lets it end in good order.</summary>
    public async Task StopAsync()
    {
        Process.Terminate();
        Assert.Equal(0, await Process.WaitForExitAsync());
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? default;
}
