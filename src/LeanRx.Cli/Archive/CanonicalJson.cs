using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>JSON in the one form that rows have: keys sorted, no blank space, as few escapes as possible, numbers as they came.</summary>
static class CanonicalJson
{
    /// <summary>How a writer of rows is to be set.</summary>
    /// <remarks>Nothing is checked twice: what is written was parsed.</remarks>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads a row or an answer, also where columns nest deeper than usual.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 512 };

    public static byte[] Of(JsonElement value)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text, Writing))
            Write(json, value);
        return text.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(NameOf, StringComparer.Ordinal))
                {
                    WriteName(json, member);
                    Write(json, member.Value);
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.String when TextOf(value) is { } text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>The text of a string; null for half an emoji, which JSON can write and .NET cannot read.</summary>
    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    static void WriteName(Utf8JsonWriter json, JsonProperty member) => json.WritePropertyName(NameOf(member));
}
