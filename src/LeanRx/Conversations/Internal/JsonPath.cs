using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>A change at a path into a value, as the server reads paths: through objects by name, through lists by index.</summary>
internal static class JsonPath
{
    const int MaxNames = 32;

    /// <summary>The value with its change; null where the path cannot be walked, so that all stays as it was.</summary>
    /// <param name="value">The value; undefined when there is none.</param>
    /// <param name="names">The path, whose first name is the value's own.</param>
    /// <param name="change">What is to stand at the path.</param>
    /// <param name="isRemoved">Whether nothing is to stand there.</param>
    public static JsonElement? Set(JsonElement value, string[] names, JsonElement change, bool isRemoved)
    {
        if (names.Length > MaxNames)
            return null;
        var root = value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => new JsonObject(),
            _ => JsonObjects.NodeFrom(value),
        };
        var parent = root;
        for (var index = 1; index < names.Length - 1 && parent is not null; index++)
            parent = Step(parent, names[index]);
        if (!TryChange(parent, names[names.Length - 1], isRemoved ? null : JsonObjects.NodeFrom(change), isRemoved))
            return null;
        return JsonObjects.ToElement(root!);
    }

    static JsonNode? Step(JsonNode parent, string name) => parent switch
    {
        JsonObject members => members[name] ?? (members[name] = new JsonObject()),
        JsonArray items when IndexIn(items.Count, name) is { } index => items[index] ?? (items[index] = new JsonObject()),
        _ => null,
    };

    static bool TryChange(JsonNode? parent, string name, JsonNode? change, bool isRemoved)
    {
        switch (parent)
        {
            case JsonObject members when isRemoved:
                members.Remove(name);
                return true;
            case JsonObject members:
                members[name] = change;
                return true;
            case JsonArray items when IndexIn(items.Count, name) is { } index:
                items[index] = change;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The index that a name is in a list of so many items; null when it is none, or none of these.</summary>
    public static int? IndexIn(int count, string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count ? index : null;
}
