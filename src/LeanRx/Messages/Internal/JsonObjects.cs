using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Internal;

/// <summary>JSON that users hand in and get: without reflection, and whole at once, so that nothing can fail or race when it is read later.</summary>
internal static class JsonObjects
{
    /// <summary>Text stays text: only what JSON itself demands is escaped.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of members that come twice the last one counts.</summary>
    public static JsonObject From(JsonElement element)
    {
        var result = new JsonObject();
        foreach (var property in element.EnumerateObject())
            result[property.Name] = NodeFrom(property.Value);
        return result;
    }

    public static JsonElement ToElement(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
            value.WriteTo(writer);
        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return JsonElement.ParseValue(ref reader);
    }

    static JsonNode? NodeFrom(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return From(element);
            case JsonValueKind.Array:
                var array = new JsonArray();
                foreach (var item in element.EnumerateArray())
                    array.Add(NodeFrom(item));
                return array;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}
