using System.Text.Json;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>Rows that are read as a whole.</summary>
static class ObjectRows
{
    static readonly JsonDocumentOptions s_reading = new() { MaxDepth = 512 };

    /// <summary>The object of a row, apart from the buffer that it was read from.</summary>
    /// <exception cref="FormatException">It is no JSON object; the message is a clause.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> row)
    {
        try
        {
            var text = HalfPairs.TryReplace(row.Span, out var whole) ? whole : row;
            using var document = JsonDocument.Parse(text, s_reading);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new FormatException("it is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new FormatException("it is no JSON", exception);
        }
    }

    /// <exception cref="FormatException">The object has no such text, or an empty one; the message is a clause.</exception>
    public static string Text(JsonElement row, string name) =>
        TextOrNull(row, name) is { Length: > 0 } text ? text : throw new FormatException($"it has no {name}");

    public static string? TextOrNull(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
