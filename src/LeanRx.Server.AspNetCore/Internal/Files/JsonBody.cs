using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Reads the JSON object of a request, whatever content type it claims: old clients claim several.</summary>
static class JsonBody
{
    const int MaxBytes = 64 * 1024;

    /// <summary>Null when the body is no JSON object, or a larger one than any client sends.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        try
        {
            await new LimitedStream(context.Request.Body, MaxBytes).CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
            using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or FileTooLargeException or BadHttpRequestException)
        {
            return null;
        }
    }
}
