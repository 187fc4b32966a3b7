using System.Data.Common;
using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Cli.Importing.Checking;
using LeanRx.Cli.Importing.Context;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Serving;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing;

/// <summary>Runs an import from beginning to end.</summary>
static class Import
{
    /// <summary>Memory that spares the disk: pages of the file are touched at random.</summary>
    static readonly SqliteStoreOptions s_store = new() { CacheBytes = 64 * 1024 * 1024, LogBytes = 64 * 1024 * 1024 };

    /// <returns>0; 1 where something of the export could not be read to its end, or the check found a difference.</returns>
    /// <exception cref="ToolException">A path, an option or the directory cannot be used, or the disk is full.</exception>
    public static async Task<int> RunAsync(ImportSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (settings.Directory == ServeSettings.Memory)
            throw new ToolException("--data memory: what is brought in would be forgotten at once; give a directory");
        if (settings.Files is null && PostgreSqlMessageStore.IsConnectionString(settings.Directory))
            throw new ToolException("--data names a database: name with --files the directory in which the server keeps files");
        var (store, files) = await DataDirectory.OpenAsync(settings.Directory, settings.Files, s_store, cancellationToken).ConfigureAwait(false);
        await using var closingStore = store.ConfigureAwait(false);
        await using var closingFiles = files!.ConfigureAwait(false);
        return await RunAsync(settings, store, files!, output, errors, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync(ImportSettings, TextWriter, TextWriter, CancellationToken)"/>
    public static async Task<int> RunAsync(ImportSettings settings, IMessageStore store, IFileStore files, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        try
        {
            return await ImportAsync(settings, store, files, output, errors, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--data {ConnectionText.Shown(settings.Directory)}: cannot be written: {exception.Message} What was stored until then " +
                "is whole. When there is room again, run the same command: it goes on from there.", exception)
            { ExitCode = ExitCodes.Failure };
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException("stopped. What was stored until then is whole; run the same command again to go on.",
                exception)
            { ExitCode = ExitCodes.Failure };
        }
    }

    static async Task<int> ImportAsync(ImportSettings settings, IMessageStore store, IFileStore files, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        var progress = new ProgressLine(errors, !Console.IsErrorRedirected);
        var context = new ImportContext(store, settings, report);
        CheckResult? check = null;
        if (settings.IsCheck)
            check = await new Checker(store, files, context, progress).RunAsync(cancellationToken).ConfigureAwait(false);
        else
            await new Importer(store, files, context, progress, Scheduler.Default.Now.ToUnixTimeMilliseconds()).RunAsync(cancellationToken)
                .ConfigureAwait(false);
        ReportText.Write(output, report);
        check?.Write(output);
        if (settings.ReportPath is { } path)
            ReportJson.Write(path, settings.ApplicationId, report, check is null ? null : check.Write);
        return report.Faults.Count == 0 && check?.IsSame != false ? ExitCodes.Success : ExitCodes.Failure;
    }
}
