using System.Net.Sockets;
using LeanRx.Cli.Common;
using LeanRx.Server;
using LeanRx.Server.Push;

namespace LeanRx.Cli.Serving;

/// <summary>Runs a server until it is told to end.</summary>
static class Serve
{
    /// <summary>Writes <c>listening on URL</c> as the first line once clients can connect.</summary>
    /// <remarks>Returns when the server has stopped.</remarks>
    /// <exception cref="ToolException">The address, the certificate or the directory cannot be used.</exception>
    public static async Task<int> RunAsync(ServeSettings settings, ServeLog log, TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.MetricsUrl is not { } metricsUrl)
            return await ServeAsync(settings, log, metricsUrl: null, output, cancellationToken).ConfigureAwait(false);
        var metrics = await MetricsServer.StartAsync(metricsUrl, log.Loggers).ConfigureAwait(false);
        await using var measuring = metrics.ConfigureAwait(false);
        return await ServeAsync(settings, log, metrics.Url, output, cancellationToken).ConfigureAwait(false);
    }

    static async Task<int> ServeAsync(ServeSettings settings, ServeLog log, Uri? metricsUrl, TextWriter output, CancellationToken cancellationToken)
    {
        var options = settings.Server;
        var tls = CertificateFiles.Of(options.Url, settings.Certificate, settings.CertificateKey, log.Warn);
        if (settings.Cluster is { } cluster)
            return await ServeNode.RunAsync(settings, cluster, tls, log, metricsUrl, output, cancellationToken).ConfigureAwait(false);
        var (store, files) = await DataDirectory.OpenAsync(settings.Directory, settings.Files, settings.Sqlite, cancellationToken).ConfigureAwait(false);
        if (files is null && settings.Directory is not null)
            log.Warn("leanrx: uploaded files are kept in a temporary directory and forgotten at the end: name one with --files");
        await RunAsync(settings, options with
        {
            Tls = tls is null ? null : tls.Options,
            Store = store,
            Files = files,
            Engine = options.Engine with { LoggerFactory = log.Loggers },
        }, log, metricsUrl, output, cancellationToken).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    /// <summary>Runs until it is told to end. The store and the files that the options name are disposed of where it cannot listen.</summary>
    public static async Task RunAsync(ServeSettings settings, LeanServerOptions options, ServeLog log, Uri? metricsUrl, TextWriter output,
        CancellationToken cancellationToken)
    {
        var server = await StartAsync(options).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            var url = $"{options.Url.Scheme}://{options.Url.Host}:{server.Url.Port}";
            await output.WriteLineAsync($"listening on {url}").ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            log.Listening(url, settings.Cluster?.ConnectionString ?? settings.Directory);
            if (metricsUrl is not null)
                log.Measuring(metricsUrl);

            var push = settings.Push is { } notifying ? PushService.Start(server.Engine, notifying) : null;
            using var memory = IdleMemory.Start();
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(stopped.SetResult))
                await stopped.Task.ConfigureAwait(false);
            log.Stopping();
            // From here on it is not ready, whatever waits to be pushed.
            await server.DrainAsync(CancellationToken.None).ConfigureAwait(false);
            if (push is not null)
                await push.DisposeAsync().ConfigureAwait(false);
        }

        log.Stopped();
    }

    static async Task<LeanServer> StartAsync(LeanServerOptions options)
    {
        try
        {
            return await LeanServer.StartAsync(options).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            if (options is { OwnsStore: true, Store: { } store })
                await store.DisposeAsync().ConfigureAwait(false);
            if (options is { OwnsStore: true, Files: { } files })
                await files.DisposeAsync().ConfigureAwait(false);
            throw new ToolException($"--urls {options.Url.OriginalString}: cannot listen there: {exception.GetBaseException().Message}", exception);
        }
    }
}
