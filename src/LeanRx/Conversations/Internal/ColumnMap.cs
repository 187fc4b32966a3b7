using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>Columns by name, and what stands at paths into them. Pure.</summary>
internal static class ColumnMap
{
    /// <summary>The columns that a frame says have changed.</summary>
    public static IReadOnlyDictionary<string, JsonElement> ChangesOf(ConversationFrame frame) =>
        ConversationReader.Map((frame.ModifiedAttributes ?? frame.Attributes).GetValueOrDefault());

    /// <summary>What stands at a path; an undefined element where nothing does.</summary>
    public static JsonElement Find(IReadOnlyDictionary<string, JsonElement> map, string path)
    {
        var names = path.Split('.');
        if (!map.TryGetValue(names[0], out var found))
            return default;
        foreach (var name in names.Skip(1))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return default;
        }
        return found;
    }

    /// <summary>The columns with another value at a path.</summary>
    public static IReadOnlyDictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> map, string path, JsonElement value)
    {
        var copy = map.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        var dot = path.IndexOf('.');
        if (dot > 0)
        {
            var head = path.Substring(0, dot);
            var inner = copy.TryGetValue(head, out var found) ? ConversationReader.Map(found) : ConversationReader.Map(default);
            copy[head] = ToElement(With(inner, path.Substring(dot + 1), value));
        }
        else if (IsDeletion(value))
        {
            copy.Remove(path);
        }
        else
        {
            copy[path] = value.Clone();
        }
        return copy;
    }

    public static bool IsDeletion(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__op"u8, out var operation) && operation.ValueKind == JsonValueKind.String && operation.ValueEquals("Delete"u8));

    static JsonElement ToElement(IReadOnlyDictionary<string, JsonElement> map)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonObjects.Writing))
        {
            writer.WriteStartObject();
            foreach (var pair in map)
            {
                writer.WritePropertyName(pair.Key);
                pair.Value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return JsonElement.ParseValue(ref reader);
    }
}
