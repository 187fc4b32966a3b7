using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>
/// Reads what was written from the disk again: whether it is all there, well formed and in order. Then the hashes and, last of all, the manifest are written.
/// </summary>
sealed class CheckStage(ExportContext context) : IExportStage
{
    public string Name => "check";

    public void Begin(ExportCursor cursor)
    {
    }

    public Task RunAsync(CancellationToken cancellationToken)
    {
        context.Folder.Close(ArchiveFile.Messages);
        var hashes = new ConversationHashes();
        var entries = new Dictionary<string, ArchiveManifest.Entry>(StringComparer.Ordinal);
        foreach (var name in ArchiveFile.Rows.Where(name => name != ArchiveFile.Hashes))
            entries[name] = Check(name, name == ArchiveFile.Messages ? hashes : null, cancellationToken);
        entries[ArchiveFile.Hashes] = WriteHashes(hashes, cancellationToken);
        var (count, bytes) = CountContent(cancellationToken);
        new ArchiveManifest(entries, count, bytes).Write(context.Folder.Directory);
        return Task.CompletedTask;
    }

    ArchiveManifest.Entry Check(string name, ConversationHashes? hashes, CancellationToken cancellationToken)
    {
        var path = context.Folder.PathOf(name);
        var (rows, last) = (0L, default(MessageKey));
        foreach (var row in RowReader.Read(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows++;
            using var document = Parse(name, row);
            if (hashes is null)
                continue;
            var key = new MessageKey(RowText.NumberOf(document.RootElement, "timestamp"), RowText.Of(document.RootElement, "msg-id"));
            if (rows > 1 && key.CompareTo(last) < 0)
                throw Broken(name, row.Number, "it stands before one that is earlier");
            last = key;
            if (MessageRow.TryRead(document.RootElement, out var fault) is { } message)
                hashes.Add(message);
            else
                context.Report.Refuse("messages that can be no messages, kept as they came", $"line {row.Number}", fault!);
            context.Progress.Tell(Name, string.Create(CultureInfo.InvariantCulture, $"{rows:N0} messages"));
        }
        if (context.Cursor.Rows.GetValueOrDefault(name) is var written && written != rows)
            throw Broken(name, rows, $"{rows} rows are there, and {written} were written");
        return new(rows, new FileInfo(path).Length, HashOf(path));
    }

    ArchiveManifest.Entry WriteHashes(ConversationHashes hashes, CancellationToken cancellationToken)
    {
        var path = context.Folder.PathOf(ArchiveFile.Hashes);
        var unfinished = path + ArchiveFile.Unfinished;
        long rows;
        using (var file = RowFile.Open(unfinished, 0))
        {
            foreach (var hash in hashes.InOrder())
            {
                cancellationToken.ThrowIfCancellationRequested();
                file.Add(hash.ToRow());
            }
            file.Commit();
            rows = file.Rows;
        }
        File.Move(unfinished, path, overwrite: true);
        return new(rows, new FileInfo(path).Length, HashOf(path));
    }

    (long Count, long Bytes) CountContent(CancellationToken cancellationToken)
    {
        var (count, bytes) = (0L, 0L);
        foreach (var row in RowReader.Read(context.Folder.PathOf(ArchiveFile.Files)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var document = JsonDocument.Parse(row.Text, CanonicalJson.Reading);
            if (ArchiveFile.ContentPath(RowText.Of(document.RootElement, "objectId")) is not { } place
                || new FileInfo(context.Folder.PathOf(place)) is not { Exists: true } file)
                continue;
            count++;
            bytes += file.Length;
        }
        return (count, bytes);
    }

    static JsonDocument Parse(string name, Row row)
    {
        try
        {
            return row.IsWhole ? JsonDocument.Parse(row.Text, CanonicalJson.Reading) : throw Broken(name, row.Number, "it is cut off");
        }
        catch (JsonException exception)
        {
            throw Broken(name, row.Number, exception.Message);
        }
    }

    static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    static ToolException Broken(string name, long line, string reason) =>
        new($"what stands on the disk is not what was written: {name}, line {line}: {reason}; " +
            "look at the disk, and export into an empty folder")
        { ExitCode = ExitCodes.Failure };
}
