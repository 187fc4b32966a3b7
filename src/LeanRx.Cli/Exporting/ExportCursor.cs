using System.Text.Json;
using System.Text.Json.Serialization;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>Where an export stands. The file is replaced as a whole after what it speaks of is on the disk.</summary>
sealed class ExportCursor
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>The server.</summary>
    public required string From { get; init; }

    /// <summary>The application.</summary>
    public required string App { get; init; }

    /// <summary>The name of the stage that comes or goes on; null when all is done.</summary>
    public string? Stage { get; set; }

    /// <summary>Whether a list was refused in this run: then the next one asks for all of them.</summary>
    public bool HasGaps { get; set; }

    /// <summary>The same of the run before.</summary>
    public bool HadGaps { get; set; }

    public MessagePosition Messages { get; set; } = new();

    public ScanPosition Scan { get; set; } = new();

    public ListPosition List { get; set; } = new();

    /// <summary>How many bytes of the files that grow are whole.</summary>
    public SortedDictionary<string, long> Whole { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many rows those are.</summary>
    public SortedDictionary<string, long> Rows { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The cursor of a folder; null when it has none.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public static ExportCursor? Find(string directory)
    {
        var path = Path.Combine(directory, ArchiveFile.Cursor);
        if (!File.Exists(path))
            return null;
        try
        {
            var cursor = JsonSerializer.Deserialize(File.ReadAllBytes(path), ExportCursorJson.Default.ExportCursor);
            return cursor is { Version: CurrentVersion } ? cursor
                : throw new ToolException($"{path} is of another version of this tool; export into an empty folder");
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    public void Write(string directory) =>
        WholeFile.Write(Path.Combine(directory, ArchiveFile.Cursor), JsonSerializer.SerializeToUtf8Bytes(this, ExportCursorJson.Default.ExportCursor));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ExportCursor))]
sealed partial class ExportCursorJson : JsonSerializerContext;
