using System.Globalization;
using System.Net;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>The bytes of the files. Each is there as a whole or not at all; what is there is not fetched again.</summary>
sealed class ContentStage(ExportContext context) : IExportStage
{
    public string Name => "files";

    public void Begin(ExportCursor cursor)
    {
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!context.Settings.WithFiles)
            return;
        var done = 0L;
        var all = context.Cursor.Rows.GetValueOrDefault(ArchiveFile.Files);
        var download = new FileDownload(context);
        await Parallel.ForEachAsync(Wanted(),
            new ParallelOptions { MaxDegreeOfParallelism = context.Settings.Parallel, CancellationToken = cancellationToken }, async (file, ending) =>
        {
            await download.FetchAsync(file, ending).ConfigureAwait(false);
            var count = Interlocked.Increment(ref done);
            context.Progress.Tell(Name, string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {all:N0}"), (double)count / Math.Max(1, all));
        }).ConfigureAwait(false);
    }

    IEnumerable<FileToFetch> Wanted()
    {
        foreach (var row in RowReader.Read(context.Folder.PathOf(ArchiveFile.Files)))
        {
            using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
            yield return FileToFetch.Of(document.RootElement);
        }
    }
}
