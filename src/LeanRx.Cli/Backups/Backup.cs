using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Backups;

/// <summary>Copies what a server keeps, while it goes on.</summary>
static class Backup
{
    /// <exception cref="ToolException">It cannot be read or written. Nothing is left that could be taken for a backup.</exception>
    public static async Task<int> RunAsync(string data, string target, IScheduler scheduler, TextWriter output, CancellationToken cancellationToken)
    {
        if (PostgreSqlMessageStore.IsConnectionString(data))
            throw new ToolException("--data names a database: copy it with its own tools (pg_dump, pg_restore), and the directory of --files beside it");
        var (from, to) = (Path.GetFullPath(data), Path.GetFullPath(target).TrimEnd(Path.DirectorySeparatorChar));
        if (!File.Exists(Path.Combine(from, DataFolder.DatabaseName)))
            throw new ToolException($"--data {data}: no server has kept anything there");
        if (Path.Exists(to))
            throw new ToolException($"--to {target}: is there already, name a new folder");
        var unfinished = to + ".incomplete";
        try
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            Directory.CreateDirectory(unfinished);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var createdAt = scheduler.Now;
            // The database first: every file that it names was there before.
            await SqliteMessageStore.BackupAsync(Path.Combine(from, DataFolder.DatabaseName), Path.Combine(unfinished, DataFolder.DatabaseName),
                cancellationToken).ConfigureAwait(false);
            BackupFolder.CopyFiles(Path.Combine(from, DataFolder.FilesName), Path.Combine(unfinished, DataFolder.FilesName), cancellationToken);
            var manifest = BackupManifest.Of(unfinished, createdAt);
            manifest.Write(unfinished);
            Directory.Move(unfinished, to);
            await output.WriteLineAsync(PlainText.Of(FormattableString.Invariant(
                $"{target}: a database of {manifest.DatabaseBytes:N0} bytes, {manifest.Files:N0} files of {manifest.FileBytes:N0} bytes")))
                .ConfigureAwait(false);
            return ExitCodes.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw exception is OperationCanceledException ? exception
                : new ToolException($"--to {target}: the backup has failed, and nothing is left of it: {exception.Message}", exception)
                {
                    ExitCode = ExitCodes.Failure,
                };
        }
    }
}
