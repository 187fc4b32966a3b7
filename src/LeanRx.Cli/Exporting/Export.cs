using System.Globalization;
using System.Reactive.Concurrency;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>Fetches an application, stage by stage, from wherever the cursor stands.</summary>
sealed class Export(ExportSettings settings, ExportLines lines, IScheduler scheduler, ExportProgress progress, TextWriter? warnings = null)
{
    readonly TextWriter _warnings = warnings ?? Console.Error;

    /// <summary>Returns when the archive is whole; also when it is whole but for what the server did not give.</summary>
    /// <exception cref="ToolException">It cannot go on; what was written counts, and the same command goes on from there.</exception>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using (lines)
        {
            try
            {
                using var folder = ExportFolder.Open(settings);
                var api = new RestApi(lines.Server, new Pace(scheduler, settings.Rate), scheduler, progress.Waits);
                var context = new ExportContext(settings, api, lines.Files, folder, progress, new ExportReport(_warnings, progress), scheduler);
                // Whether the key is good, before anything is written; and what the server's clock says.
                (await api.GetAsync("/1.2/rtm/messages", cancellationToken, ("limit", "1")).ConfigureAwait(false)).Dispose();
                await RunAsync(context, cancellationToken).ConfigureAwait(false);
                progress.Clear();
                await output.WriteLineAsync(Summary(context)).ConfigureAwait(false);
                return context.Report.Refused.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                progress.Clear();
                await _warnings.WriteLineAsync("leanrx: stopped; the same command goes on where it was").ConfigureAwait(false);
                throw;
            }
            catch (NoAnswerException failure)
            {
                throw new ToolException($"the server does not answer as it should, in spite of some patience: {failure.Message}; the same command goes on " +
                    "where it was", failure)
                { ExitCode = ExitCodes.Failure };
            }
            catch (RefusedException refusal)
            {
                throw new ToolException($"the server refuses: {refusal.Message}", refusal) { ExitCode = ExitCodes.Failure };
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ToolException($"--out {settings.Directory}: cannot be written: {exception.Message}; what was written before counts, and the same " +
                    "command goes on from there", exception)
                { ExitCode = ExitCodes.Failure };
            }
            finally
            {
                progress.Clear();
            }
        }
    }

    static async Task RunAsync(ExportContext context, CancellationToken cancellationToken)
    {
        IExportStage[] stages =
        [
            new MessageStage(context),
            new ScanStage(context, "_Conversation", ArchiveFile.Conversations),
            new ScanStage(context, "_File", ArchiveFile.Files, isOptional: true),
            new StandingStage(context),
            new ThreadStage(context),
            new PublishStage(context),
            new ContentStage(context),
            new CheckStage(context),
        ];
        var cursor = context.Cursor;
        File.Delete(context.Folder.PathOf(ArchiveFile.Manifest));
        if (cursor.Stage is null)
        {
            (cursor.Stage, cursor.HadGaps, cursor.HasGaps) = (stages[0].Name, cursor.HasGaps, false);
            stages[0].Begin(cursor);
            context.Folder.Commit();
        }
        for (var index = Math.Max(0, Array.FindIndex(stages, stage => stage.Name == cursor.Stage)); index < stages.Length; index++)
        {
            await stages[index].RunAsync(cancellationToken).ConfigureAwait(false);
            var next = index + 1 < stages.Length ? stages[index + 1] : null;
            next?.Begin(cursor);
            cursor.Stage = next?.Name;
            context.Folder.Commit();
        }
    }

    static string Summary(ExportContext context)
    {
        var rows = context.Cursor.Rows;
        var counts = string.Join(", ", ArchiveFile.Rows.Where(name => name != ArchiveFile.Hashes)
            .Select(name => string.Create(CultureInfo.InvariantCulture, $"{rows.GetValueOrDefault(name):N0} {Path.GetFileNameWithoutExtension(name)}")));
        var temporary = context.Cursor.Messages.Temporary;
        return string.Join('\n',
        [
            $"exported: {counts}",
            .. temporary == 0 ? Array.Empty<string>()
                : [string.Create(CultureInfo.InvariantCulture, $"left out: {temporary:N0} messages of temporary conversations, which end by themselves")],
            .. context.Report.Refused.OrderBy(refused => refused.Key, StringComparer.Ordinal)
                .Select(refused => string.Create(CultureInfo.InvariantCulture, $"not to be had: {refused.Value:N0} {refused.Key}")),
        ]);
    }
}
