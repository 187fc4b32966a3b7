using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Backups;

/// <summary>Brings a backup back. What is there is overwritten only where that was asked for, and only by what is whole.</summary>
static class Restore
{
    /// <summary>Where the new data is put together, in the directory itself: that may be a volume of its own.</summary>
    const string Incoming = "restore.incomplete";

    static readonly string[] s_parts =
        [DataFolder.DatabaseName, DataFolder.DatabaseName + "-wal", DataFolder.DatabaseName + "-shm", DataFolder.FilesName];

    /// <exception cref="ToolException">The backup is not whole, or the directory is in use or holds data already.</exception>
    public static async Task<int> RunAsync(string backup, string data, bool replace, TextWriter output, CancellationToken cancellationToken)
    {
        if (PostgreSqlMessageStore.IsConnectionString(data))
            throw new ToolException("--data names a database: copy it with its own tools (pg_dump, pg_restore), and the directory of --files beside it");
        var (from, to) = (Path.GetFullPath(backup), Path.GetFullPath(data));
        var manifest = await CheckedAsync(backup, from, cancellationToken).ConfigureAwait(false);
        var isThere = File.Exists(Path.Combine(to, DataFolder.DatabaseName)) || BackupFolder.Count(Path.Combine(to, DataFolder.FilesName)).Files > 0
            || Directory.Exists(Path.Combine(to, DataFolder.ReplacedName));
        if (isThere && !replace)
            throw new ToolException($"--data {data}: a server has kept something there already: name another directory, or say --replace");
        try
        {
            Directory.CreateDirectory(to);
            using (DataLock.Take(to))
            {
                await PutTogetherAsync(from, Path.Combine(to, Incoming), cancellationToken).ConfigureAwait(false);
                Swap(to);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--data {data}: the backup could not be brought back: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }

        await output.WriteLineAsync(PlainText.Of(FormattableString.Invariant(
            $"{data}: as it was on {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, with {manifest.Files:N0} files"))).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    static async Task<BackupManifest> CheckedAsync(string backup, string from, CancellationToken cancellationToken)
    {
        var manifest = BackupManifest.Read(from);
        try
        {
            await SqliteMessageStore.VerifyAsync(Path.Combine(from, DataFolder.DatabaseName), cancellationToken).ConfigureAwait(false);
            return BackupManifest.Of(from, manifest.CreatedAt) == manifest ? manifest
                : throw new ToolException($"--from {backup}: is damaged: its database or its files are others than {BackupManifest.FileName} says");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--from {backup}: is damaged: {exception.Message}", exception);
        }
    }

    static async Task PutTogetherAsync(string from, string incoming, CancellationToken cancellationToken)
    {
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);
        try
        {
            Directory.CreateDirectory(incoming);
            await SqliteMessageStore.BackupAsync(Path.Combine(from, DataFolder.DatabaseName), Path.Combine(incoming, DataFolder.DatabaseName),
                cancellationToken).ConfigureAwait(false);
            BackupFolder.CopyFiles(Path.Combine(from, DataFolder.FilesName), Path.Combine(incoming, DataFolder.FilesName), cancellationToken);
        }
        catch
        {
            Directory.Delete(incoming, recursive: true);
            throw;
        }
    }

    /// <summary>Renames alone, so that it fails before it begins or not at all. An old log beside a new database would spoil it.</summary>
    static void Swap(string directory)
    {
        var (incoming, outgoing) = (Path.Combine(directory, Incoming), Path.Combine(directory, DataFolder.ReplacedName));
        if (Directory.Exists(outgoing))
            Directory.Delete(outgoing, recursive: true);
        Directory.CreateDirectory(outgoing);
        foreach (var name in s_parts)
            Move(Path.Combine(directory, name), Path.Combine(outgoing, name));
        foreach (var name in s_parts)
            Move(Path.Combine(incoming, name), Path.Combine(directory, name));
        Directory.Delete(incoming, recursive: true);
        Directory.Delete(outgoing, recursive: true);
    }

    static void Move(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else if (File.Exists(from))
            File.Move(from, to);
    }
}
