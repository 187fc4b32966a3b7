using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>
/// Roles, silences and blocks of every conversation, subscribers and broadcasts of service conversations. Where the row of a conversation is as it was at the
/// last export, so are the first three taken to be.
/// </summary>
sealed class StandingStage(ExportContext context) : IExportStage
{
    static readonly string s_conversations = ArchiveFile.Conversations + ArchiveFile.Unfinished;

    static readonly string[] s_files = [ArchiveFile.Members, ArchiveFile.Silences, ArchiveFile.Blocks, ArchiveFile.Subscribers, ArchiveFile.Broadcasts];

    public string Name => "roles, blocks, subscribers";

    public void Begin(ExportCursor cursor) => cursor.List = new() { AsksAll = context.Settings.Refreshes || cursor.HadGaps };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var file in s_files)
            context.Folder.Rows(file + ArchiveFile.Unfinished);
        if (context.Settings.Refreshes && !context.Cursor.List.AsksAll)
        {
            // More is asked for than when the stage began: it begins anew.
            Begin(context.Cursor);
            context.Folder.CutTo([.. s_files.Select(file => (file + ArchiveFile.Unfinished, 0L, 0L))]);
        }
        var done = 0L;
        var all = context.Cursor.Rows[s_conversations];
        using var before = new EarlierRows(context.Folder, isUsed: !context.Cursor.List.AsksAll);
        await ListWalker.WalkAsync(context, Steps(before, () => done++), _ =>
            context.Progress.Tell(Name, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} conversations"), (double)done / Math.Max(1, all)),
            cancellationToken).ConfigureAwait(false);

        foreach (var file in new[] { ArchiveFile.Silences, ArchiveFile.Blocks })
            RowSorter.Sort(context.Folder, file + ArchiveFile.Unfinished, static row => new(RowText.Of(row, "conv_id"), RowText.Of(row, "client_id")));
        RowSorter.Sort(context.Folder, ArchiveFile.Members + ArchiveFile.Unfinished, static row => new(RowText.Of(row, "cid"), RowText.Of(row, "clientId")));
        RowSorter.Sort(context.Folder, ArchiveFile.Broadcasts + ArchiveFile.Unfinished, static row =>
            new(RowText.Of(row, "msg-id"), RowText.Of(row, "conv-id"), RowText.NumberOf(row, "timestamp")));
        context.Folder.Close(ArchiveFile.Subscribers + ArchiveFile.Unfinished);
    }

    IEnumerable<ListStep> Steps(EarlierRows before, Action next)
    {
        foreach (var row in context.Folder.Read(s_conversations))
        {
            using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
            var conversation = document.RootElement;
            var id = RowText.Of(conversation, "objectId");
            if (before.IsUnchanged(id, row.Text.Span))
            {
                foreach (var (file, rows) in before.Of(id))
                    yield return new ListStep($"{id}/{file}/known", file + ArchiveFile.Unfinished, null, rows);
            }
            else
            {
                foreach (var list in Lists.OfStanding(id, conversation).ToList())
                    yield return ListStep.Of(list);
            }
            if (RowText.Is(conversation, "sys"))
            {
                foreach (var list in Lists.OfService(id))
                    yield return ListStep.Of(list);
            }
            next();
        }
    }
}
