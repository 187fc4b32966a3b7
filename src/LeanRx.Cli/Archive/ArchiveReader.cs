using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>An archive, opened to be read: it gives the rows that count, whether the export that wrote them has ended or not.</summary>
sealed class ArchiveReader
{
    readonly string _directory;
    readonly IReadOnlyDictionary<string, long> _whole;

    ArchiveReader(string directory, ArchiveManifest? manifest, IReadOnlyDictionary<string, long> whole)
    {
        _directory = directory;
        Manifest = manifest;
        _whole = whole;
    }

    /// <summary>What belongs to the archive; null when the export is under way or was interrupted.</summary>
    public ArchiveManifest? Manifest { get; }

    /// <summary>Whether a folder holds an archive, whole or not.</summary>
    public static bool IsArchive(string directory) =>
        File.Exists(Path.Combine(directory, ArchiveFile.Manifest)) || File.Exists(Path.Combine(directory, ArchiveFile.Cursor));

    /// <exception cref="InvalidDataException">The manifest or the cursor file cannot be read.</exception>
    public static ArchiveReader Open(string directory)
    {
        var manifest = ArchiveManifest.Find(directory);
        return new ArchiveReader(directory, manifest, manifest is null ? WholeBytes(directory)
            : manifest.Files.ToDictionary(file => file.Key, file => file.Value.Bytes, StringComparer.Ordinal));
    }

    /// <summary>The rows of a file.</summary>
    /// <remarks>The text of a row is good until the next one is asked for.</remarks>
    public IEnumerable<Row> Rows(string name) => RowReader.Read(Path.Combine(_directory, name), WholeBytesOf(name));

    /// <summary>How many bytes of a file count; of one that is not named all do.</summary>
    public long WholeBytesOf(string name) => _whole.GetValueOrDefault(name, long.MaxValue);

    /// <summary>The path of a file's bytes; null when they are not here.</summary>
    public string? ContentOf(string objectId) =>
        ArchiveFile.ContentPath(objectId) is { } path && Path.Combine(_directory, path) is var full && File.Exists(full) ? full : null;

    static Dictionary<string, long> WholeBytes(string directory)
    {
        var path = Path.Combine(directory, ArchiveFile.Cursor);
        try
        {
            if (!File.Exists(path))
                return [];
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.GetProperty("whole"u8).EnumerateObject()
                .ToDictionary(file => file.Name, file => file.Value.GetInt64() is >= 0 and var bytes ? bytes : long.MaxValue, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
