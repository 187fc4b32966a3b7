using LeanRx.Cli.Common;

namespace LeanRx.Cli.Importing.Sources;

/// <summary>What the command line names.</summary>
static class SourceList
{
    /// <exception cref="ToolException">There is no such file or folder, or it cannot be read.</exception>
    public static IReadOnlyList<ISource> Open(IReadOnlyList<string> paths) => [.. paths.SelectMany(Open)];

    static IEnumerable<ISource> Open(string path)
    {
        try
        {
            if (File.Exists(path))
                return Packed.IsTar(path) ? [new TarSource(path)] : Packed.HasRows(path) ? [new FileSource(path)]
                    : throw new ToolException($"{path}: give a folder, or a file that ends in .tar.gz, .tgz, .tar, .jsonl, .json or .bson");
            if (!Directory.Exists(path))
                throw new ToolException($"{path}: there is no such file or folder");
            return
            [
                new FolderSource(path),
                .. Directory.EnumerateFiles(path, "*", FolderSource.Walk).Order(StringComparer.Ordinal)
                    .Where(file => Packed.IsTar(file) && !ContentFile.Is(Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/')))
                        .Select(file => new TarSource(file)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ToolException($"{path}: cannot be read: {exception.Message}", exception);
        }
    }
}
