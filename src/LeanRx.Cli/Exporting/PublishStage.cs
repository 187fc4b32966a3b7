using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>Gives all tables their names at once, so that they are of one export.</summary>
sealed class PublishStage(ExportContext context) : IExportStage
{
    static readonly string[] s_tables =
    [
        ArchiveFile.Conversations, ArchiveFile.Files, ArchiveFile.Members, ArchiveFile.Silences, ArchiveFile.Blocks, ArchiveFile.Subscribers,
            ArchiveFile.Broadcasts, ArchiveFile.Threads,
    ];

    public string Name => "publish";

    public void Begin(ExportCursor cursor)
    {
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var table in s_tables)
            context.Folder.Publish(table);
        return Task.CompletedTask;
    }
}
