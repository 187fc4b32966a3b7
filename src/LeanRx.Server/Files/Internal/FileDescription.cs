using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Files.Internal;

/// <summary>What is written beside a file's bytes.</summary>
internal static class FileDescription
{
    public static void Write(Stream output, FileRecord file)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("name"u8, file.Name);
        json.WriteString("contentType"u8, file.ContentType);
        json.WriteNumber("length"u8, file.Length);
        json.WriteNumber("createdAt"u8, file.CreatedAt.ToUnixTimeMilliseconds());
        if (file.ExternalUrl is { } url)
            json.WriteString("externalUrl"u8, url);
        if (file.Metadata is { } metadata)
        {
            json.WritePropertyName("metadata"u8);
            metadata.WriteTo(json);
        }
        json.WriteEndObject();
    }

    public static FileRecord Read(string applicationId, string objectId, ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        var json = JsonElement.ParseValue(ref reader);
        return new FileRecord
        {
            ApplicationId = applicationId,
            ObjectId = objectId,
            Name = json.GetProperty("name"u8).GetString()!,
            ContentType = json.GetProperty("contentType"u8).GetString()!,
            Length = json.GetProperty("length"u8).GetInt64(),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(json.GetProperty("createdAt"u8).GetInt64()),
            ExternalUrl = json.TryGetProperty("externalUrl"u8, out var url) ? url.GetString() : null,
            Metadata = json.TryGetProperty("metadata"u8, out var metadata) ? metadata : null,
        };
    }
}
