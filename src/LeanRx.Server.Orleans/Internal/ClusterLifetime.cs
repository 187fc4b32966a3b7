using Microsoft.Extensions.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Lets a node leave the cluster when the server of the application has stopped, and stops the application when the node is given up.</summary>
sealed class ClusterLifetime(OrleansCluster cluster, IHostApplicationLifetime application) : IHostedLifecycleService,
    IAsyncDisposable
{
    readonly CancellationTokenSource _stopping = new();
    Task _watching = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _watching = WatchAsync();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stopping.Dispose();
        await cluster.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>An application that did not start does not stop either.</summary>
    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    async Task WatchAsync()
    {
        try
        {
            await cluster.Ended.WaitAsync(_stopping.Token).ConfigureAwait(false);
            application.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // It leaves with the application.
        }
    }
}
