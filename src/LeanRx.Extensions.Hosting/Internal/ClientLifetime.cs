using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>
/// Makes all clients before the host starts, so that one whose options cannot be refuses the start, opens them once it has started, a server in it included,
/// and closes them when it stops.
/// </summary>
sealed class ClientLifetime(IServiceProvider services, ClientRegistrations registrations, IHostApplicationLifetime application, ILoggerFactory loggers)
    : IHostedLifecycleService, IDisposable
{
    readonly ILogger _logger = loggers.CreateLogger("LeanRx.Hosting");
    readonly List<(ClientRegistration Registration, LeanClient Client)> _opened = [];
    CancellationTokenRegistration _started;
    Task _opening = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var registration in registrations.All)
        {
            var client = ClientOf(services, registration.Name);
            if (ClientFactory.SettingsOf(services, registration).OpenWithHost)
                _opened.Add((registration, client));
        }
        _started = application.ApplicationStarted.Register(() => _opening = Task.WhenAll(_opened.Select(it => OpenAsync(it.Registration, it.Client))));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _started.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_opened.Select(it => it.Client.CloseAsync(cancellationToken))).ConfigureAwait(false);
        await _opening.ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _started.Dispose();

    public static LeanClient ClientOf(IServiceProvider services, string? name) =>
        name is null ? services.GetRequiredService<LeanClient>() : services.GetRequiredKeyedService<LeanClient>(name);

    async Task OpenAsync(ClientRegistration registration, LeanClient client)
    {
        try
        {
            await client.OpenAsync().ConfigureAwait(false);
        }
        catch (ClientClosedException)
        {
            // The host stops, or somebody closes it by hand.
        }
        catch (Exception exception)
        {
            if (client.Options.KeepTrying)
                HostingLog.NotYetOpened(_logger, registration.Title, exception.Message);
            else
                HostingLog.NotOpened(_logger, registration.Title, exception.Message);
        }
    }
}
