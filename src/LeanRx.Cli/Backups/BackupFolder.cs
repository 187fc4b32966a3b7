namespace LeanRx.Cli.Backups;

/// <summary>The uploaded files in the directory of a server and in a backup of it.</summary>
static class BackupFolder
{
    /// <summary>What a store of files has beside its files: its lock, and what is on its way in.</summary>
    static readonly string[] s_passing = ["lock", "incoming"];

    /// <summary>Copies uploaded files to the disk.</summary>
    /// <remarks>None changes once it is there; one that is deleted meanwhile is left out.</remarks>
    public static void CopyFiles(string source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Files(source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                using var output = new FileStream(copy, FileMode.CreateNew, FileAccess.Write);
                input.CopyTo(output);
                output.Flush(flushToDisk: true);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException && !File.Exists(file))
            {
                // Deleted since it was listed.
                File.Delete(copy);
            }
        }
    }

    /// <summary>How many uploaded files there are, and their bytes; each is a few in the file system.</summary>
    public static (long Files, long Bytes) Count(string files) =>
        Files(files).Select(file => new FileInfo(file)).Aggregate((Files: 0L, Bytes: 0L), (sum, file) =>
            (sum.Files + (file.Name == "file.json" ? 1 : 0), sum.Bytes + file.Length));

    static IEnumerable<string> Files(string root) => !Directory.Exists(root) ? []
        : Directory.EnumerateDirectories(root).Where(directory => !s_passing.Contains(Path.GetFileName(directory)))
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories));
}
