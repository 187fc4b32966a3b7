using System.Net.Security;
using LeanRx.Server.AspNetCore.Endpoints.Internal;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Options.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Server;

/// <summary>A LeanRx server in this process, for tests, examples and tools: <c>await using var server = await LeanServer.StartAsync();</c></summary>
/// <remarks>In an ASP.NET Core application use <c>AddLeanRx</c> and <c>MapLeanRx</c> instead. It can be used from any thread.</remarks>
public sealed class LeanServer : IAsyncDisposable
{
    readonly WebApplication _application;
    readonly ServerHost _host;
    readonly SemaphoreSlim _stopping = new(1, 1);
    bool _isStopped;

    LeanServer(WebApplication application, Uri url)
    {
        _application = application;
        Url = url;
        WebSocketUrl = new UriBuilder(url) { Scheme = url.Scheme == "https" ? "wss" : "ws" }.Uri;
        _host = application.Services.GetRequiredService<ServerHost>();
    }

    /// <summary>The URL at which the server listens, with the actual port.</summary>
    /// <remarks>Clients take it as <c>Server</c>. A server on all addresses is named by its loopback address.</remarks>
    public Uri Url { get; }

    /// <summary>The URL of the WebSocket, for clients that do not look up the route.</summary>
    public Uri WebSocketUrl { get; }

    /// <summary>The engine of the server.</summary>
    public MessagingEngine Engine => _host.Engine;

    /// <summary>Starts a server.</summary>
    /// <remarks>It listens when the task has completed.</remarks>
    /// <param name="options">The options. Default: the demo application, in memory, on a free port of the loopback address.</param>
    /// <exception cref="ArgumentException"><see cref="LeanServerOptions.Url"/> is neither an <c>http</c> URL without path nor an <c>https</c> one with <see
    /// cref="LeanServerOptions.Tls"/>; or other computers can reach it and no application was named, because the demo application is for this computer alone;
    /// or an option is out of range. The message names it.</exception>
    /// <exception cref="IOException">The address is in use or does not belong to this machine. The message names it.</exception>
    public static async Task<LeanServer> StartAsync(LeanServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = options ?? new LeanServerOptions();
        var address = ListenAddress.Of(settings);
        if (DemoRule.Refusal(settings.Engine, [address.AbsoluteUri]) is { } refusal)
            throw new ArgumentException(refusal, nameof(options));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var host = kestrel.ApplicationServices.GetRequiredService<ServerHost>();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = host.Bounds.MostWithRefused;
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                ((IConnectionBuilder)listen).Use(host.Bounds.Guard);
                if (settings.Tls is { } tls)
                    listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(Negotiating(tls())) });
                ((IConnectionBuilder)listen).Use(http => new UpgradeMiddleware(host, http).ServeAsync);
            });
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(BoundedLoggerFactory.Over(settings.Engine.LoggerFactory, settings.Engine.Scheduler));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout += settings.DrainTime + ServerHost.GoAwayTimeOf(settings));
        builder.Services.AddLeanRx(settings);

        var application = builder.Build();
        try
        {
            application.Urls.Add(address.AbsoluteUri);
            application.Use(static async (context, next) =>
            {
                if (!await ConnectionBounds.AnsweredAsync(context).ConfigureAwait(false))
                    await next(context).ConfigureAwait(false);
            });
            application.Use(DotSegments.RestoreAsync);
            application.UseRouting();
            application.MapLeanRx();
            WelcomePage.Map(application);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new LeanServer(application, ListenAddress.Reachable(application.Urls.First()));
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    static SslServerAuthenticationOptions Negotiating(SslServerAuthenticationOptions options)
    {
        options.ApplicationProtocols ??= [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        return options;
    }

    /// <summary>
    /// Says at <c>/ready</c> that the server is about to stop, waits for <see cref="LeanServerOptions.DrainTime"/>, asks clients to go to other servers over
    /// <see cref="LeanServerOptions.GoAwayTime"/>, and lets the cluster have what this node owns.
    /// </summary>
    /// <remarks><see cref="StopAsync"/> does so first. The server goes on serving those who are there and those who come. A second call waits for the first.
    /// </remarks>
    /// <param name="cancellationToken">Ends the waiting of the first call.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default) => _host.DrainAsync(cancellationToken);

    /// <summary>Finishes and answers the commands in progress, closes every socket with code 1001 and frees the port.</summary>
    /// <remarks>A second call waits for the first.</remarks>
    /// <param name="cancellationToken">Cuts the sockets that are still open.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_isStopped)
                return;
            _isStopped = true;
            await _application.StopAsync(cancellationToken).ConfigureAwait(false);
            await _application.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _stopping.Release();
        }
    }

    /// <summary>Cuts every connection without a close handshake, as a broken network does.</summary>
    /// <remarks>The server keeps running and accepts new ones. For tests and demonstrations.</remarks>
    public void DropConnections() => _host.DropConnections();

    /// <summary>Stops the server; see <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);
}
