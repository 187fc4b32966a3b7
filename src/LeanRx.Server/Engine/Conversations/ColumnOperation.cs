using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>One new value of a column: a plain value, or a storage operation <c>{"__op":…}</c> (protocol.md §4.7).</summary>
internal static class ColumnOperation
{
    /// <summary>Stands for a column that is not there, in contrast to one that is null.</summary>
    public static readonly JsonNode Nothing = JsonValue.Create("nothing");

    public static JsonNode? Apply(JsonNode? before, JsonProperty change)
    {
        if (change.Value.ValueKind != JsonValueKind.Object || !change.Value.TryGetProperty("__op", out var operation))
            return JsonNode.Parse(change.Value.GetRawText());
        return (operation.ValueKind == JsonValueKind.String ? operation.GetString() : null) switch
        {
            "Delete" => Nothing,
            "Increment" => Increment(before, change),
            "Add" => Add(before, change, isUnique: false),
            "AddUnique" => Add(before, change, isUnique: true),
            "Remove" => Remove(before, change),
            _ => throw Refused(change, "names an operation that this server does not know"),
        };
    }

    static JsonNode Increment(JsonNode? before, JsonProperty change)
    {
        var old = before == Nothing ? JsonValue.Create(0) : before;
        if (!change.Value.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number || old?.GetValueKind() != JsonValueKind.Number)
            throw Refused(change, "needs a number to increment and a number as amount");
        var number = JsonElements.Of(old);
        return amount.TryGetInt64(out var whole) && number.TryGetInt64(out var from) && (Int128)from + whole is var sum && sum >= long.MinValue && sum <= long.MaxValue
            ? JsonValue.Create((long)sum)
            : JsonValue.Create(number.GetDouble() + amount.GetDouble());
    }

    /// <summary>Items are compared by their text, so that long lists stay cheap.</summary>
    static JsonArray Add(JsonNode? before, JsonProperty change, bool isUnique)
    {
        var list = ListOf(before, change);
        var known = isUnique ? list.Select(TextOf).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var item in Objects(change))
            if (!isUnique || known.Add(TextOf(JsonNode.Parse(item.GetRawText()))))
                list.Add(JsonNode.Parse(item.GetRawText()));
        return list;
    }

    static JsonArray Remove(JsonNode? before, JsonProperty change)
    {
        var list = ListOf(before, change);
        var unwanted = Objects(change).Select(item => TextOf(JsonNode.Parse(item.GetRawText()))).ToHashSet(StringComparer.Ordinal);
        list.RemoveAll(item => unwanted.Contains(TextOf(item)));
        return list;
    }

    static JsonArray ListOf(JsonNode? before, JsonProperty change) => before switch
    {
        JsonArray list => list.DeepClone().AsArray(),
        _ when before == Nothing => [],
        _ => throw Refused(change, "needs a list"),
    };

    static IEnumerable<JsonElement> Objects(JsonProperty change) =>
        change.Value.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array ? objects.EnumerateArray() : throw Refused(change, "needs a list called objects");

    static string TextOf(JsonNode? item) => item?.ToJsonString() ?? "null";

    static CommandRefusedException Refused(JsonProperty change, string why) =>
        new(ErrorCodes.ConversationUpdateFailed, $"The column '{(change.Name.Length > 40 ? change.Name[..40] : change.Name)}' {why}.");
}
