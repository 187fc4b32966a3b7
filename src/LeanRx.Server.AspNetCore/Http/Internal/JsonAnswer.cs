using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>Answers of the HTTP endpoints: one JSON value, mostly an object, never cached.</summary>
static class JsonAnswer
{
    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> members) => WriteValueAsync(context, status, json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>Answers with any JSON value.</summary>
    public static async Task WriteValueAsync(HttpContext context, int status, Action<Utf8JsonWriter> value)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            value(json);

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = output.WrittenCount;
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        await context.Response.Body.WriteAsync(output.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    // protocol.md §9.1
    /// <summary>A refusal in the shape of the original: <c>{"code":…,"error":…}</c>.</summary>
    public static Task RefuseAsync(HttpContext context, int status, int code, string error) => WriteAsync(context, status, json =>
    {
        json.WriteNumber("code"u8, code);
        json.WriteString("error"u8, error);
    });
}
