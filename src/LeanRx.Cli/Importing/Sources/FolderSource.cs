using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Importing.Sources;

/// <summary>The files of a folder and of those below it, but for tar archives, which are sources of their own.</summary>
sealed class FolderSource : ISource
{
    readonly Dictionary<string, ArchiveReader> _archives = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">An archive in it does not say what belongs to it.</exception>
    public FolderSource(string path)
    {
        Name = path;
        foreach (var directory in Directory.EnumerateDirectories(path, "*", Walk).Prepend(path).Where(ArchiveReader.IsArchive))
            _archives.Add(Path.GetFullPath(directory), ArchiveReader.Open(directory));
    }

    public string Name { get; }

    /// <summary>Links are not followed: one that leads back would never end.</summary>
    public static EnumerationOptions Walk { get; } = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Archives in it of which an export is under way, or was interrupted.</summary>
    public IEnumerable<string> Unfinished => _archives.Where(archive => archive.Value.Manifest is null).Select(archive => archive.Key);

    /// <summary>Files that are shorter than their archive says.</summary>
    public IEnumerable<string> CutOff => from archive in _archives
                                         from file in archive.Value.Manifest?.Files ?? new Dictionary<string, ArchiveManifest.Entry>()
                                         let path = Path.Combine(archive.Key, file.Key)
                                         where !File.Exists(path) || new FileInfo(path).Length < file.Value.Bytes
                                         select path;

    public IEnumerable<SourceFile> Files() => Directory.EnumerateFiles(Name, "*", Walk).Order(StringComparer.Ordinal).Select(NameOf)
        .Where(file => !Packed.IsTar(file.Name) || ContentFile.Is(file.Name)).Select(file =>
        new SourceFile(Name, file.Name, new FileInfo(file.Path).Length, () =>
            Packed.Open(file.Path, () => Packed.OpenFile(file.Path)))
        { Whole = WholeBytesOf(file.Path) });

    (string Path, string Name) NameOf(string path) => (path, Path.GetRelativePath(Name, path).Replace(Path.DirectorySeparatorChar, '/'));

    long WholeBytesOf(string path) =>
        _archives.GetValueOrDefault(Path.GetDirectoryName(Path.GetFullPath(path))!)?.WholeBytesOf(Path.GetFileName(path)) ?? long.MaxValue;
}
