using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>Makes JSON values without reflection.</summary>
internal static class JsonElements
{
    /// <summary>Deepest value of a column: it stands three levels down in a frame, which others read to 64.</summary>
    public const int MaxDepth = 48;

    /// <summary>An object without members.</summary>
    public static JsonElement Empty { get; } = Write(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    });

    public static JsonElement Of(string? text) => Write(writer => writer.WriteStringValue(text));

    /// <exception cref="InvalidOperationException">It nests deeper than <paramref name="maxDepth"/>.</exception>
    public static JsonElement Of(JsonNode? node, int maxDepth = MaxDepth) => Write(writer =>
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    }, maxDepth);

    public static JsonElement Write(Action<Utf8JsonWriter> write, int maxDepth = 64)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = maxDepth }))
            write(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
