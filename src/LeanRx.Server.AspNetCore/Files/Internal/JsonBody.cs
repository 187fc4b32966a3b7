using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>Reads the JSON object of a request, whatever content type it claims: old clients claim several.</summary>
static class JsonBody
{
    /// <summary>As much as a frame may have by default: what a client can set, an operator can set too.</summary>
    public const int MaxBytes = 1024 * 1024;

    static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null when the body is no JSON object, a larger one than any client sends, names a member twice, or holds what is no Unicode text.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            return await ReadBoundedAsync(context).ConfigureAwait(false);
        }
        catch (FileTooLargeException)
        {
            return null;
        }
    }

    /// <summary>The same, but a body that is too large is told apart.</summary>
    /// <exception cref="FileTooLargeException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<JsonElement?> ReadBoundedAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
            throw new FileTooLargeException();
        using var buffer = new MemoryStream();
        try
        {
            await new LimitedStream(context.Request.Body, MaxBytes).CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            return null;
        }

        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    static JsonElement? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, s_strict);
            // JSON can spell what is no text: half of a surrogate pair. Only escapes can, and few bodies have any.
            var isObject = document.RootElement.ValueKind == JsonValueKind.Object && (text.Span.IndexOf("\\u"u8) < 0 || IsUnicode(document.RootElement));
            return isObject ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // No JSON, or no Unicode text.
        }
    }

    static bool IsUnicode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsUnicode(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsUnicode),
        JsonValueKind.String => value.GetString() is not null,
        _ => true,
    };
}
