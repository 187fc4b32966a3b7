using System.Net.Sockets;
using LeanRx.Cli.Common;
using LeanRx.Server;
using LeanRx.Server.Storage;
using Microsoft.Extensions.Logging;

namespace LeanRx.Cli.Serving;

/// <summary>Runs a server until it is told to end.</summary>
static class Serve
{
    /// <summary>Writes <c>listening on URL</c> as the first line once clients can connect. Returns when the server has stopped.</summary>
    /// <exception cref="ToolException">The address or the directory cannot be used.</exception>
    public static async Task<int> RunAsync(ServeSettings settings, CertificateFiles? tls, TextWriter output, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(settings.IsVerbose ? LogLevel.Debug : LogLevel.Warning)
            // That the server could not start is told in one line, without a stack trace before it.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var (store, files) = await DataDirectory.OpenAsync(settings.Directory, options: null, cancellationToken).ConfigureAwait(false);
        var server = await StartAsync(settings, tls, store, files, loggers).ConfigureAwait(false);
        await using var stopping = server.ConfigureAwait(false);

        await output.WriteLineAsync($"listening on {settings.Url.Scheme}://{settings.Url.Host}:{server.Url.Port}").ConfigureAwait(false);
        await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);

        using var memory = IdleMemory.Start();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(stopped.SetResult))
            await stopped.Task.ConfigureAwait(false);
        return ExitCodes.Success;
    }

    static async Task<LeanServer> StartAsync(ServeSettings settings, CertificateFiles? tls, IMessageStore store, IFileStore? files,
        ILoggerFactory loggers)
    {
        try
        {
            return await LeanServer.StartAsync(new LeanServerOptions
            {
                Url = settings.Url,
                Tls = tls is null ? null : tls.Options,
                PublicUrl = settings.PublicUrl,
                KnownProxies = settings.KnownProxies,
                Store = store,
                Files = files,
                MaxFileBytes = settings.MaxFileBytes,
                Engine = new ServerOptions { Apps = settings.Apps, Limits = settings.Limits, LoggerFactory = loggers },
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            if (files is not null)
                await files.DisposeAsync().ConfigureAwait(false);
            throw new ToolException($"--urls {settings.Url.OriginalString}: cannot listen there: {exception.GetBaseException().Message}", exception);
        }
    }
}
