using System.Net.Sockets;
using LeanRx.Cli.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace LeanRx.Cli.Serving;

/// <summary><c>/metrics</c> for Prometheus, on an address of its own: whoever reaches the server does not thereby see how busy it is.</summary>
sealed class MetricsServer : IAsyncDisposable
{
    const int MaxConnections = 100;

    /// <summary>Where times are counted, in seconds: from what a command in memory takes to what nobody waits for.</summary>
    static readonly double[] s_seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    readonly WebApplication _application;

    MetricsServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, with the actual port.</summary>
    public Uri Url => new(_application.Urls.First());

    /// <exception cref="ToolException">The address cannot be used.</exception>
    public static async Task<MetricsServer> StartAsync(Uri url, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(Bound);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddOpenTelemetry().ConfigureResource(static resource => resource.AddService("leanrx")).WithMetrics(static metrics => metrics
            .AddMeter("LeanRx.Server", "System.Runtime")
            .AddView(static instrument => instrument.Unit == "s" && instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)
                ? new ExplicitBucketHistogramConfiguration { Boundaries = s_seconds } : null)
            .AddPrometheusExporter());
        var application = builder.Build();
        try
        {
            application.Urls.Add(url.GetLeftPart(UriPartial.Authority));
            application.UseOpenTelemetryPrometheusScrapingEndpoint();
            await application.StartAsync().ConfigureAwait(false);
            return new MetricsServer(application);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new ToolException($"--metrics-url {url.OriginalString}: cannot listen there: {exception.GetBaseException().Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
    }

    /// <summary>Signals are the tool's.</summary>
    sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
