using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>JSON columns, there and back.</summary>
static class JsonText
{
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // As deep as it was when it was taken: what was stored must be readable.
    static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    public static string Of(IReadOnlyList<string> texts) => texts.Count == 0 ? "[]" : Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    public static string Of(ImmutableSortedDictionary<string, JsonElement> columns) => columns.IsEmpty ? "{}" : Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in columns)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.GetRawText());
        }

        writer.WriteEndObject();
    });

    public static ImmutableArray<string> Texts(ReadOnlySpan<byte> json)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) texts.Add(reader.GetString()!);
        }

        return texts.DrainToImmutable();
    }

    public static ImmutableSortedDictionary<string, JsonElement> Columns(ReadOnlySpan<byte> json)
    {
        var columns = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);
        return json.SequenceEqual("{}"u8) ? columns
            : columns.SetItems(Element(json).EnumerateObject().Select(column => KeyValuePair.Create(column.Name, column.Value)));
    }

    public static JsonElement Element(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        return JsonElement.ParseValue(ref reader);
    }

    static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
