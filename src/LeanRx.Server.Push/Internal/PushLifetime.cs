using Microsoft.Extensions.Hosting;

namespace LeanRx.Server.Push.Internal;

/// <summary>Starts the push service with the host, and stops it when the server has stopped, whose last messages it still notifies of.</summary>
sealed class PushLifetime(MessagingEngine engine, PushOptions options) : IHostedLifecycleService, IAsyncDisposable
{
    PushService? _service;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _service = PushService.Start(engine, options);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? default;
}
