using System.Buffers;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>Single members of rows.</summary>
static class RowText
{
    /// <summary>A text; empty when the row has none of this name, or one that cannot be read.</summary>
    public static string Of(JsonElement row, string name)
    {
        try
        {
            return row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return ""; // Half an emoji.
        }
    }

    /// <summary>A whole number; 0 when the row has none.</summary>
    public static long NumberOf(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number : 0;

    /// <summary>Whether a flag is set.</summary>
    public static bool Is(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A row of texts, in canonical form: the names must come sorted.</summary>
    public static byte[] Row(params ReadOnlySpan<(string Name, string Value)> texts)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, CanonicalJson.Writing))
        {
            json.WriteStartObject();
            foreach (var (name, value) in texts)
                json.WriteString(name, value);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A role, with the conversation in which it was given.</summary>
    public static byte[] Role(string conversationId, JsonElement role) => Joined("cid", conversationId, role);

    /// <summary>A message of the thread of a client.</summary>
    public static byte[] Thread(string conversationId, string clientId, JsonElement message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, CanonicalJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("client_id"u8, clientId);
            json.WriteString("conv_id"u8, conversationId);
            json.WritePropertyName("message"u8);
            CanonicalJson.Write(json, message);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An object with one text more, or with another one in its place.</summary>
    static byte[] Joined(string name, string value, JsonElement row)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, CanonicalJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString(name, value);
            if (row.ValueKind == JsonValueKind.Object)
                foreach (var member in row.EnumerateObject().Where(member => member.Name != name))
                    member.WriteTo(json);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, CanonicalJson.Reading);
        return CanonicalJson.Of(document.RootElement);
    }
}
