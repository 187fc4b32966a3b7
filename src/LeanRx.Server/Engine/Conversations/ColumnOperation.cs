using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>One new value of a column: a plain value, or a storage operation <c>{"__op":…}</c> (protocol.md §4.7).</summary>
internal static class ColumnOperation
{
    /// <summary>Stands for a column that is gone.</summary>
    public static readonly JsonNode Nothing = JsonValue.Create("nothing");

    public static JsonNode? Apply(JsonNode? before, JsonProperty change)
    {
        if (change.Value.ValueKind != JsonValueKind.Object || !change.Value.TryGetProperty("__op", out var operation))
            return JsonNode.Parse(change.Value.GetRawText());
        return (operation.ValueKind == JsonValueKind.String ? operation.GetString() : null) switch
        {
            "Delete" => Nothing,
            "Increment" => Increment(before, change),
            "Add" => Objects(change).Aggregate(ListOf(before, change), (list, item) => With(list, item)),
            "AddUnique" => Objects(change).Aggregate(ListOf(before, change), (list, item) => list.Any(it => JsonNode.DeepEquals(it, item)) ? list : With(list, item)),
            "Remove" => Objects(change).Aggregate(ListOf(before, change), Without),
            _ => throw Refused(change, "names an operation that this server does not know"),
        };
    }

    static JsonNode Increment(JsonNode? before, JsonProperty change)
    {
        if (!change.Value.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number || before is not (null or JsonValue) || (before is not null && before.GetValueKind() != JsonValueKind.Number))
            throw Refused(change, "needs a number to increment and a number as amount");
        var old = before is null ? default : JsonElements.Of(before);
        if (amount.TryGetInt64(out var whole) && (before is null || old.TryGetInt64(out _)))
            return JsonValue.Create(unchecked((before is null ? 0 : old.GetInt64()) + whole));
        return JsonValue.Create((before is null ? 0 : old.GetDouble()) + amount.GetDouble());
    }

    static JsonArray ListOf(JsonNode? before, JsonProperty change) => before switch
    {
        null => [],
        JsonArray list => list.DeepClone().AsArray(),
        _ => throw Refused(change, "needs a list"),
    };

    static IEnumerable<JsonNode?> Objects(JsonProperty change) =>
        change.Value.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array
            ? objects.EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText()))
            : throw Refused(change, "needs a list called objects");

    static JsonArray With(JsonArray list, JsonNode? item)
    {
        list.Add(item);
        return list;
    }

    static JsonArray Without(JsonArray list, JsonNode? item)
    {
        list.RemoveAll(it => JsonNode.DeepEquals(it, item));
        return list;
    }

    static CommandRefusedException Refused(JsonProperty change, string why) =>
        new(ErrorCodes.ConversationUpdateFailed, $"The column '{(change.Name.Length > 40 ? change.Name[..40] : change.Name)}' {why}.");
}
