using System.Buffers;
using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>What says that an archive is whole, and what belongs to it. It names neither a time nor a place.</summary>
/// <param name="Files">The files of rows by name.</param>
/// <param name="ContentCount">How many files have their bytes here.</param>
/// <param name="ContentBytes">How many bytes those are.</param>
sealed record ArchiveManifest(IReadOnlyDictionary<string, ArchiveManifest.Entry> Files, long ContentCount, long ContentBytes)
{
    public const string Format = "leanrx-archive";
    public const int Version = 1;

    /// <summary>The manifest of an archive; null when it has none, because it is not whole.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or is of a later version.</exception>
    public static ArchiveManifest? Find(string directory)
    {
        var path = Path.Combine(directory, ArchiveFile.Manifest);
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"{path} is no manifest of an archive: {exception.Message}", exception);
        }
    }

    public void Write(string directory)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            Write(json);
        text.Write("\n"u8);
        WholeFile.Write(Path.Combine(directory, ArchiveFile.Manifest), text.WrittenSpan);
    }

    static ArchiveManifest Read(JsonElement json)
    {
        if (json.GetProperty("format"u8).GetString() != Format)
            throw new FormatException("it has another format");
        if (json.GetProperty("version"u8).GetInt32() is not Version and var version)
            throw new FormatException($"it is of version {version}, and this tool knows version {Version}");
        var content = json.GetProperty("content"u8);
        return new(
            json.GetProperty("files"u8).EnumerateObject().ToDictionary(
                file => file.Name,
                file => new Entry(file.Value.GetProperty("rows"u8).GetInt64(), file.Value.GetProperty("bytes"u8).GetInt64(), file.Value.GetProperty("sha256"u8)
                    .GetString()!),
                StringComparer.Ordinal),
            content.GetProperty("count"u8).GetInt64(),
            content.GetProperty("bytes"u8).GetInt64());
    }

    void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format"u8, Format);
        json.WriteNumber("version"u8, Version);
        json.WriteStartObject("files"u8);
        foreach (var (name, entry) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            json.WriteNumber("bytes"u8, entry.Bytes);
            json.WriteNumber("rows"u8, entry.Rows);
            json.WriteString("sha256"u8, entry.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("content"u8);
        json.WriteNumber("bytes"u8, ContentBytes);
        json.WriteNumber("count"u8, ContentCount);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>One file of rows.</summary>
    /// <param name="Rows">How many rows it has.</param>
    /// <param name="Bytes">How long it is.</param>
    /// <param name="Sha256">The hash of its bytes, in lower-case hexadecimal digits.</param>
    public sealed record Entry(long Rows, long Bytes, string Sha256);
}
