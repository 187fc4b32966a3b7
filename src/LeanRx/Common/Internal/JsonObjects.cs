using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Common.Internal;

/// <summary>JSON that users hand in and get: without reflection, and whole at once, so that nothing can fail or race when it is read later.</summary>
internal static class JsonObjects
{
    /// <summary>Deepest nesting of a message's body, sent or read: with a few levels around it, it is still within the 64 that JSON libraries read.</summary>
    public const int MaxBodyDepth = 60;

    /// <summary>Deepest nesting of an attribute of a conversation, as servers take it.</summary>
    public const int MaxColumnDepth = 48;

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

    /// <summary>A text as it goes on the wire: U+FFFD for half a surrogate pair.</summary>
    public static string? Mended(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <param name="value">An object of the application's.</param>
    /// <param name="argument">Where it came in.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    /// <exception cref="ArgumentException">It nests too deep, is larger than any command may be, or holds text that is no Unicode.</exception>
    public static JsonElement ToElement(JsonObject value, string argument, int maxDepth)
    {
        using var stream = new MemoryStream();
        Write(stream, Writing with { MaxDepth = maxDepth }, argument, writer => value.WriteTo(writer));
        Guard.Size(stream.Length, argument);
        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length), new JsonReaderOptions { MaxDepth = maxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes what an application gave; what JSON cannot hold is the application's error.</summary>
    /// <exception cref="ArgumentException">It nests too deep, or holds text that is no Unicode.</exception>
    public static void Write(Stream output, JsonWriterOptions options, string argument, Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(output, options);
        try
        {
            write(writer);
        }
        catch (InvalidOperationException exception) when (writer.CurrentDepth >= options.MaxDepth)
        {
            writer.Reset();
            throw new ArgumentException($"{argument} nests deeper than {options.MaxDepth} levels.", argument, exception);
        }
        catch (InvalidOperationException exception)
        {
            writer.Reset();
            throw new ArgumentException($"{argument} cannot be written as JSON: {exception.Message}", argument, exception);
        }
    }

    /// <summary>A value that was put together of what had been read, however deep.</summary>
    public static JsonElement ToElement(JsonNode value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
            value.WriteTo(writer);
        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length), new JsonReaderOptions { MaxDepth = 1_000 });
        return JsonElement.ParseValue(ref reader);
    }

    public static JsonNode? NodeFrom(JsonElement element)
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
