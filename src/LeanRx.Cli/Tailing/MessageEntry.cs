using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Tailing;

/// <summary>A message as the REST interface gives it.</summary>
sealed class MessageEntry(JsonElement row)
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly string _json = JsonOf(row);

    public string Id { get; } = TextOf(row, "msg-id");

    public long Timestamp { get; } = row.TryGetProperty("timestamp"u8, out var time) && time.TryGetInt64(out var timestamp) ? timestamp : 0;

    public string ConversationId { get; } = TextOf(row, "conv-id");

    public string From { get; } = TextOf(row, "from");

    string Text { get; } = ContentOf(row);

    /// <summary>For people: local time, who wrote where, what.</summary>
    public string ForPeople() => PlainText.Of(string.Create(CultureInfo.InvariantCulture,
        $"{DateTimeOffset.FromUnixTimeMilliseconds(Timestamp).ToLocalTime():HH:mm:ss.fff} {From} (in {ConversationId}): {Text}"));

    /// <summary>For programs: one JSON object.</summary>
    public string ForPrograms() => PlainJson.Of(_json);

    static string JsonOf(JsonElement row)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Readable))
            row.WriteTo(json);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static string TextOf(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static string ContentOf(JsonElement row)
    {
        var data = TextOf(row, "data");
        if (row.TryGetProperty("bin"u8, out var binary) && binary.ValueKind == JsonValueKind.True)
            return $"[bytes] {data}";
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement is { ValueKind: JsonValueKind.Object } body && TextOf(body, "_lctext") is { Length: > 0 } text
                ? body.TryGetProperty("_lcfile"u8, out var file) && file.ValueKind == JsonValueKind.Object ? $"{text} {TextOf(file, "url")}" : text
                : data;
        }
        catch (JsonException)
        {
            return data;
        }
    }
}
