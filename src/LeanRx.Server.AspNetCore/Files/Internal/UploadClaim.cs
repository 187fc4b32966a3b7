using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>The right to upload one file: everything about it but its bytes.</summary>
/// <param name="File">The file, without its length.</param>
/// <param name="Expires">Milliseconds since 1970 UTC.</param>
sealed record UploadClaim(FileRecord File, long Expires)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue(File.ApplicationId);
        json.WriteStringValue(File.ObjectId);
        json.WriteStringValue(File.Name);
        json.WriteStringValue(File.ContentType);
        json.WriteNumberValue(File.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumberValue(Expires);
        if (File.Metadata is { } metadata)
            metadata.WriteTo(json);
        json.WriteEndArray();
    }

    public static UploadClaim Read(JsonElement parts) => new(
        new FileRecord
        {
            ApplicationId = parts[0].GetString()!,
            ObjectId = parts[1].GetString()!,
            Name = parts[2].GetString()!,
            ContentType = parts[3].GetString()!,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(parts[4].GetInt64()),
            Metadata = parts.GetArrayLength() > 6 ? parts[6].Clone() : null,
        },
        parts[5].GetInt64());
}
