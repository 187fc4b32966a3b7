using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Server.Hooks.Internal;

/// <summary>The texts in a message's body: those in its JSON, or the body itself where it is none.</summary>
internal static class MessageTexts
{
    const string File = "_lcfile";

    static readonly JsonWriterOptions s_asItStands = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body with words masked; null where it contains none.</summary>
    public static string? Mask(string body, WordList words)
    {
        if (body.AsSpan().TrimStart() is not ['{' or '[', ..])
            return Masked(body, words);
        try
        {
            using var document = JsonDocument.Parse(body);
            var buffer = new ArrayBufferWriter<byte>();
            var isMasked = false;
            using (var writer = new Utf8JsonWriter(buffer, s_asItStands))
                Copy(document.RootElement, writer, words, ref isMasked);
            return isMasked ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
        }
        catch (JsonException)
        {
            return Masked(body, words);
        }
    }

    static string? Masked(string text, WordList words) => words.Mask(text) is var masked && ReferenceEquals(masked, text) ? null : masked;

    static void Copy(JsonElement value, Utf8JsonWriter writer, WordList words, ref bool isMasked)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    if (!IsText(member, out var name))
                        continue;
                    writer.WritePropertyName(name);
                    if (name == File)
                        member.Value.WriteTo(writer);
                    else
                        Copy(member.Value, writer, words, ref isMasked);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Copy(item, writer, words, ref isMasked);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when TextOf(value) is { } text && Masked(text, words) is { } masked:
                isMasked = true;
                writer.WriteStringValue(masked);
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>A name with half a character in it is one that nobody can read: it is left out.</summary>
    static bool IsText(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // Half a character is escaped in it.
        }
    }
}
