using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>What is between a service conversation and each of its subscribers: the history does not say for whom a message is.</summary>
sealed class ThreadStage(ExportContext context) : IExportStage
{
    static readonly string s_subscribers = ArchiveFile.Subscribers + ArchiveFile.Unfinished;
    static readonly string s_threads = ArchiveFile.Threads + ArchiveFile.Unfinished;

    public string Name => "threads of service conversations";

    public void Begin(ExportCursor cursor) => cursor.List = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        context.Folder.Rows(s_threads);
        var done = 0L;
        var all = context.Cursor.Rows[s_subscribers];
        await ListWalker.WalkAsync(context, Steps(() => done++), _ =>
            context.Progress.Tell(Name, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} subscribers"), (double)done / Math.Max(1, all)),
            cancellationToken).ConfigureAwait(false);
        context.Folder.Close(s_threads);
    }

    IEnumerable<ListStep> Steps(Action next)
    {
        foreach (var row in context.Folder.Read(s_subscribers))
        {
            using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
            var (id, client) = (RowText.Of(document.RootElement, "conv_id"), RowText.Of(document.RootElement, "subscriber"));
            if (id.Length > 0 && client.Length > 0)
                yield return ListStep.Of(Lists.Thread(id,
                    client)) with
                { Key = row.Offset.ToString(CultureInfo.InvariantCulture) }; // A client may be told of twice.
            next();
        }
    }
}
