using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.AspNetCore.Options.Internal;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server.AspNetCore.Hosting.Internal;

/// <summary>
/// Lets nobody but this computer have the demo application that nobody has named, and closes the sockets before the web server stops, which would otherwise
/// wait for them in vain.
/// </summary>
sealed class ServerLifetime(ServerHost host, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Which addresses an application listens on is known when it does.</summary>
    /// <exception cref="InvalidOperationException">Others reach the demo application, which nobody has named.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (DemoRule.Refusal(host.Options.Engine, addresses) is { } refusal)
            throw new InvalidOperationException(refusal);
        if (DemoRule.IsServed(host.Options.Engine))
            HostLog.Demo(host.DemoLogger);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => host.DrainAndStopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
