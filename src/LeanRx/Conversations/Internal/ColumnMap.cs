using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

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
            if (found.ValueKind == JsonValueKind.Array && JsonPath.IndexIn(found.GetArrayLength(), name) is { } index)
                found = found[index];
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return default;
        }
        return found;
    }

    /// <summary>The columns with another value at a path.</summary>
    public static IReadOnlyDictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> map, string path, JsonElement value)
    {
        var copy = map.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        var names = path.Split('.');
        if (names.Length > 1)
        {
            if (JsonPath.Set(copy.TryGetValue(names[0], out var found) ? found : default, names, value, IsDeletion(value)) is { } changed)
                copy[names[0]] = changed;
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
        || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__op"u8, out var operation) && operation.ValueKind == JsonValueKind.String
            && operation.ValueEquals("Delete"u8));
}
