using System.Text.Json;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>A row of the class _File.</summary>
/// <param name="Record">What the server is told of it.</param>
/// <param name="Url">Where it was.</param>
/// <param name="Key">Its name in the store of its provider: the path of the address.</param>
/// <param name="IsExternal">Whether it was elsewhere on the net all the time.</param>
sealed record FileRow(FileRecord Record, string Url, string Key, bool IsExternal)
{
    /// <exception cref="FormatException">It is none; the message is a clause.</exception>
    public static FileRow Read(string applicationId, JsonElement row)
    {
        var id = ObjectRows.TextOrNull(row, "objectId");
        if (id is not { Length: 24 } || !id.All(char.IsAsciiHexDigitLower))
            throw new FormatException("its objectId has not 24 hexadecimal digits in lower case");
        var url = ObjectRows.Text(row, "url");
        var hasMetadata = row.TryGetProperty("metaData", out var metadata) && metadata.ValueKind == JsonValueKind.Object;
        var key = ObjectRows.TextOrNull(row, "key") is { Length: > 0 } told ? told : KeyIn(url);
        var record = new FileRecord
        {
            ApplicationId = applicationId,
            ObjectId = id,
            Name = ObjectRows.TextOrNull(row, "name") is { Length: > 0 } name ? name : key,
            ContentType = ObjectRows.TextOrNull(row, "mime_type") is { Length: > 0 } type ? type : "application/octet-stream",
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.TryGetProperty("createdAt", out var createdAt) && JsonTime.Of(createdAt) is { } time ? time
                : 0),
            Metadata = hasMetadata ? metadata.Clone() : null,
        };
        var isExternal = hasMetadata && ObjectRows.TextOrNull(metadata, "__source") == "external";
        return new(record, url, key, isExternal);
    }

    static string KeyIn(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) : url;
}
