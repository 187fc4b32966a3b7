using System.Reactive.Concurrency;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Serving;
using LeanRx.Server;
using Microsoft.Data.Sqlite;

namespace LeanRx.Cli.Importing;

/// <summary>Runs an import from beginning to end.</summary>
static class Import
{
    /// <returns>0; 1 where something of the export could not be read to its end, or the check found a difference.</returns>
    /// <exception cref="ToolException">A path, an option or the directory cannot be used, or the disk is full.</exception>
    public static async Task<int> RunAsync(ImportSettings settings, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (settings.Directory == ServeSettings.Memory)
            throw new ToolException("--data memory: what is brought in would be forgotten at once; give a directory");
        var (store, files) = await DataDirectory.OpenAsync(settings.Directory, cancellationToken).ConfigureAwait(false);
        await using var closingStore = store.ConfigureAwait(false);
        await using var closingFiles = files!.ConfigureAwait(false);
        return await RunAsync(settings, store, files!, output, errors, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync(ImportSettings, TextWriter, TextWriter, CancellationToken)"/>
    public static async Task<int> RunAsync(ImportSettings settings, IMessageStore store, IFileStore files, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            return await ImportAsync(settings, store, files, output, errors, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--data {settings.Directory}: cannot be written: {exception.Message} What was stored until then is whole. When there is room again, run the same command: it goes on from there.", exception) { ExitCode = ExitCodes.Failure };
        }
        catch (OperationCanceledException exception)
        {
            throw new ToolException("stopped. What was stored until then is whole; run the same command again to go on.", exception) { ExitCode = ExitCodes.Failure };
        }
    }

    static async Task<int> ImportAsync(ImportSettings settings, IMessageStore store, IFileStore files, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        var progress = new ProgressLine(errors, !Console.IsErrorRedirected);
        var context = new ImportContext(store, settings, report);
        await new Importer(store, files, context, progress, Scheduler.Default.Now.ToUnixTimeMilliseconds()).RunAsync(cancellationToken).ConfigureAwait(false);
        ReportText.Write(output, report);
        if (settings.ReportPath is { } path)
            ReportJson.Write(path, settings.ApplicationId, report);
        return report.Faults.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
