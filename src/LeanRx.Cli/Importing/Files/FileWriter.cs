using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Files;

/// <summary>Brings the bytes of files to the server.</summary>
sealed class FileWriter(IFileStore store, string applicationId, FileBook book, ImportReport report)
{
    /// <param name="objectId">The file.</param>
    /// <param name="open">Opens its bytes.</param>
    public async ValueTask AddAsync(string objectId, Func<Stream> open, RowPlace place, CancellationToken cancellationToken)
    {
        if (book.Find(objectId) is not { } row)
        {
            report.Refuse(place, RowKind.Content, "the export has no row of this file");
            return;
        }
        if (await store.FindAsync(applicationId, objectId, cancellationToken).ConfigureAwait(false) is { ExternalUrl: null })
        {
            report.Of(RowKind.Content).Known++;
            book.NoteContent(objectId);
            return;
        }
        using var content = open();
        switch (await store.SaveAsync(row.Record, content, cancellationToken).ConfigureAwait(false))
        {
            case null:
                report.Refuse(place, RowKind.Content, "the server has deleted a file with this id, and an id is never used again");
                break;
            case { ExternalUrl: not null }:
                report.Refuse(place, RowKind.Content, "the server knows it as a file elsewhere");
                break;
            default:
                report.Of(RowKind.Content).Created++;
                book.NoteContent(objectId);
                break;
        }
    }
}
