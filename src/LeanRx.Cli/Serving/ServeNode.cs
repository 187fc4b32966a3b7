using System.Security.Cryptography;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>Runs a server as a node of a cluster until it is told to end, or the others have given it up.</summary>
static class ServeNode
{
    /// <exception cref="ToolException">It cannot begin, or was given up.</exception>
    public static async Task<int> RunAsync(ServeSettings settings, OrleansClusterOptions told, CertificateFiles? tls, ServeLog log, Uri? metricsUrl,
        TextWriter output, CancellationToken cancellationToken)
    {
        CheckCertificates(told);
        var files = await DataDirectory.OpenSharedAsync(settings.Files!, cancellationToken).ConfigureAwait(false);
        await using var filesClosing = files.ConfigureAwait(false);
        var cluster = await JoinAsync(told with { LoggerFactory = log.Loggers }, cancellationToken).ConfigureAwait(false);
        await using var clusterClosing = cluster.ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = EndAsync(cluster, end);
        await Serve.RunAsync(settings, settings.Server with
        {
            Tls = tls is null ? null : tls.Options,
            Store = cluster.Store,
            Files = files,
            OwnsStore = false,
            Engine = settings.Server.Engine with { LoggerFactory = log.Loggers, Cluster = cluster },
        }, log, metricsUrl, output, end.Token).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        if (cluster.Ended.IsCompleted)
            throw new ToolException((await cluster.Ended.ConfigureAwait(false)).Message) { ExitCode = ExitCodes.Failure };
        return ExitCodes.Success;
    }

    static void CheckCertificates(OrleansClusterOptions told)
    {
        try
        {
            told.Tls?.Invoke().Validate();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            var why = exception is ArgumentException { ParamName: { } name } ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
                : exception.Message;
            throw new ToolException($"--cluster-certificate: cannot be used: {why}", exception);
        }
    }

    static async Task<OrleansCluster> JoinAsync(OrleansClusterOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await OrleansCluster.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            throw DataDirectory.Refusal("--cluster", options.ConnectionString, exception);
        }
    }

    static async Task EndAsync(OrleansCluster cluster, CancellationTokenSource end)
    {
        try
        {
            await cluster.Ended.WaitAsync(end.Token).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }
    }
}
