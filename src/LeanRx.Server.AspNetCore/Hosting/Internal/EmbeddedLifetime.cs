using Microsoft.Extensions.Hosting;

namespace LeanRx.Server.AspNetCore.Hosting.Internal;

/// <summary>Leaves Ctrl-C and signals to the program that the server is part of.</summary>
sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
