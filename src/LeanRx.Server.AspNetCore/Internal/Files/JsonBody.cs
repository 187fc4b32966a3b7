using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Reads the JSON object of a request, whatever content type it claims: old clients claim several.</summary>
static class JsonBody
{
    const int MaxBytes = 64 * 1024;

    /// <summary>Null when the body is no JSON object, a larger one than any client sends, or holds what is no Unicode text.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        try
        {
            await new LimitedStream(context.Request.Body, MaxBytes).CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
            using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object && IsUnicode(document.RootElement, buffer) ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or FileTooLargeException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>JSON can spell what is no text: half of a surrogate pair. Only escapes can, and few bodies have any.</summary>
    static bool IsUnicode(JsonElement body, MemoryStream text)
    {
        try
        {
            return text.GetBuffer().AsSpan(0, (int)text.Length).IndexOf("\\u"u8) < 0 || IsUnicode(body);
        }
        catch (InvalidOperationException)
        {
            return false; // That is the answer.
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
