using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Operators;

/// <summary>A message as the REST interface gives it.</summary>
sealed class MessageEntry(JsonElement row)
{
    readonly string _json = PlainJson.Of(row);

    public string Id { get; } = TextOf(row, "msg-id");

    public long Timestamp { get; } = row.TryGetProperty("timestamp"u8, out var time) && time.TryGetInt64(out var timestamp) ? timestamp : 0;

    public string ConversationId { get; } = TextOf(row, "conv-id");

    public string From { get; } = TextOf(row, "from");

    /// <summary>What it says, for people.</summary>
    public string Text { get; } = ContentOf(row);

    /// <summary>For people: local time, who wrote where, what.</summary>
    public string ForPeople() => PlainText.Of(string.Create(CultureInfo.InvariantCulture,
        $"{DateTimeOffset.FromUnixTimeMilliseconds(Timestamp).ToLocalTime():HH:mm:ss.fff} {From} (in {ConversationId}): {Text}"));

    /// <summary>For programs: one JSON object.</summary>
    public string ForPrograms() => _json;

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
