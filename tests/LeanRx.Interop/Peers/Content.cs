using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>
/// What a message says, in the words that all drivers share: <c>string</c>; or <c>type</c> with <c>text</c>, <c>attributes</c>, <c>url</c>, <c>metadata</c> and
/// <c>location</c>.
/// </summary>
public static class Content
{
    public const int TextType = -1;
    public const int ImageType = -2;
    public const int AudioType = -3;
    public const int VideoType = -4;
    public const int LocationType = -5;
    public const int FileType = -6;
    public const int CustomType = 7;

    public static JsonObject Text(string text) => new() { ["type"] = TextType, ["text"] = text };

    /// <summary>A file that was uploaded, which has an id.</summary>
    public static JsonObject Media(int type, string name, JsonObject metadata)
    {
        metadata["name"] = name;
        return new()
        {
            ["type"] = type,
            ["text"] = "看这里",
            ["attributes"] = Attributes(),
            ["url"] = "https://files.example.com/" + name,
            ["objectId"] = "54699d87e4b0a56c64f470a4",
            ["metadata"] = metadata,
        };
    }

    /// <summary>A file that is somewhere else, known by its address alone.</summary>
    public static JsonObject Address(int type, string name)
    {
        var content = Media(type, name, []);
        content.Remove("objectId");
        return content;
    }

    public static JsonObject Attributes() => new() { ["mood"] = "快乐", ["level"] = 3 };

    /// <summary>Throws unless everything expected is there; there may be more.</summary>
    public static void Check(JsonNode? expected, JsonNode? actual, string place)
    {
        switch (expected)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Check(value, (actual as JsonObject)?[name], $"{place}.{name}");
                break;
            case JsonArray when JsonNode.DeepEquals(expected, actual):
            case JsonValue when Same(expected, actual):
            case null:
                break;
            default:
                throw new ScenarioException($"{place} is {actual?.ToJsonString() ?? "missing"}, not {expected.ToJsonString()}");
        }
    }

    static bool Same(JsonNode expected, JsonNode? actual) => actual is JsonValue && expected.GetValueKind() == actual.GetValueKind()
        && (expected.GetValueKind() is System.Text.Json.JsonValueKind.Number
            ? Number(expected) == Number(actual)
            : JsonNode.DeepEquals(expected, actual));

    static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
}
