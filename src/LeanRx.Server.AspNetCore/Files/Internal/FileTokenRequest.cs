using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.StaticFiles;

namespace LeanRx.Server.AspNetCore.Files.Internal;

// protocol.md §9.2
/// <summary>What a client asks an upload token for: the members that matter here, checked.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Size">How large the client says it is; null when it does not.</param>
/// <param name="Metadata">What else it tells.</param>
sealed record FileTokenRequest(string Name, string ContentType, long? Size, JsonElement? Metadata)
{
    const int MaxNameLength = 255;
    const int MaxMetadataBytes = 2048;

    static readonly FileExtensionContentTypeProvider Types = new();

    /// <exception cref="FormatException">A member cannot be; the message names it and its limit.</exception>
    public static FileTokenRequest Of(JsonElement body)
    {
        if (StringOf(body, "name") is not { } name)
            throw new FormatException("name is missing: it must be a string.");
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsControl))
            throw new FormatException($"name has {name.Length} characters; it must have 1 to {MaxNameLength}, none of them a control character.");
        var metadata = body.TryGetProperty("metaData", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        if (metadata is { } told && BytesOf(told) is var size && size > MaxMetadataBytes)
            throw new FormatException($"metaData has {size} bytes; it must have at most {MaxMetadataBytes}.");
        return new FileTokenRequest(name, TypeOf(name, StringOf(body, "mime_type")), SizeOf(metadata), metadata?.Clone());
    }

    /// <summary>The record of a new file, without its bytes.</summary>
    public FileRecord NewFile(AppOptions app, DateTimeOffset now)
    {
        const int objectIdDigits = 24;
        return new FileRecord
        {
            ApplicationId = app.ApplicationId,
            ObjectId = RandomNumberGenerator.GetHexString(objectIdDigits, lowercase: true),
            Name = Name,
            ContentType = ContentType,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            Metadata = Metadata,
        };
    }

    /// <summary>The type that the client gave, if it is one; or else the one that the name promises.</summary>
    static string TypeOf(string name, string? given) =>
        (MediaType.Parse(given) ?? (Types.TryGetContentType(name, out var promised) ? MediaType.Parse(promised) : null) ?? MediaType.Unknown).ToString();

    static long? SizeOf(JsonElement? metadata) =>
        metadata is { } told && told.TryGetProperty("size", out var size) ? WholeNumber.Of(size) : null;

    static string? StringOf(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static int BytesOf(JsonElement value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            value.WriteTo(json);
        return text.WrittenCount;
    }
}
