using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>A file as an object of the class <c>_File</c>.</summary>
static class FileObject
{
    /// <summary>Writes the members of the object.</summary>
    /// <param name="url">Where its bytes are.</param>
    public static void Write(Utf8JsonWriter json, FileRecord file, string url)
    {
        json.WriteString("objectId"u8, file.ObjectId);
        json.WriteString("name"u8, file.Name);
        json.WriteString("url"u8, url);
        json.WriteString("mime_type"u8, file.ContentType);
        json.WriteString("createdAt"u8, FileAddresses.Iso(file.CreatedAt));
        if (file.Metadata is { } metadata)
        {
            json.WritePropertyName("metaData"u8);
            metadata.WriteTo(json);
        }
    }
}
