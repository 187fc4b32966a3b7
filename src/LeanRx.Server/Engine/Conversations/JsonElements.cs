using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Server.Internal;

/// <summary>Makes JSON values without reflection.</summary>
internal static class JsonElements
{
    public static JsonElement Of(string? text) => Write(writer => writer.WriteStringValue(text));

    public static JsonElement Of(JsonNode? node) => Write(writer =>
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    });

    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
