namespace LeanRx.Cli.Importing.Sources;

/// <summary>A single file of rows.</summary>
sealed class FileSource(string path) : ISource
{
    public string Name => path;

    public IEnumerable<SourceFile> Files() =>
        [new SourceFile(path, Path.GetFileName(path), new FileInfo(path).Length, () => Packed.Open(path, () => Packed.OpenFile(path)))];
}
