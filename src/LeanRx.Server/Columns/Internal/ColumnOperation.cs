using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Columns.Internal;

// protocol.md §4.7
/// <summary>One new value of a column: a plain value, or a storage operation <c>{"__op":…}</c>.</summary>
internal static class ColumnOperation
{
    /// <summary>Stands for a column that is not there, in contrast to one that is null.</summary>
    public static readonly JsonNode Nothing = JsonValue.Create("nothing");

    public static bool IsRemoval(JsonElement change) => NameOf(change) == "Delete";

    public static JsonNode? Apply(JsonNode? before, JsonProperty change)
    {
        if (change.Value.ValueKind != JsonValueKind.Object || !change.Value.TryGetProperty("__op", out _))
            return JsonNode.Parse(change.Value.GetRawText());
        return NameOf(change.Value) switch
        {
            "Delete" => Nothing,
            "Increment" => Increment(before, change),
            "Add" => Add(before, change, isUnique: false),
            "AddUnique" => Add(before, change, isUnique: true),
            "Remove" => Remove(before, change),
            _ => throw Refused(change, "names an operation that this server does not know"),
        };
    }

    static string? NameOf(JsonElement change) =>
        change.ValueKind == JsonValueKind.Object && change.TryGetProperty("__op", out var operation) && operation.ValueKind == JsonValueKind.String
            ? operation.GetString() : null;

    /// <summary>Whole numbers, however they are written, add up exactly; others as a double does.</summary>
    static JsonNode Increment(JsonNode? before, JsonProperty change)
    {
        var old = before == Nothing ? JsonValue.Create(0) : before;
        if (!change.Value.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number || old?.GetValueKind() != JsonValueKind.Number)
            throw Refused(change, "needs a number to increment and a number as amount");
        var (from, by) = (QueryValue.Of(JsonElements.Of(old)), QueryValue.Of(amount));
        if (from.Real is null && by.Real is null)
        {
            var sum = (Int128)from.Whole + by.Whole;
            return sum >= long.MinValue && sum <= long.MaxValue ? JsonValue.Create((long)sum) : throw Refused(change, "would not fit into 64 bits any more");
        }
        var real = (from.Real ?? from.Whole) + (by.Real ?? by.Whole);
        return double.IsFinite(real) ? JsonNode.Parse(real.ToString("R", CultureInfo.InvariantCulture))! : throw Refused(change, "would be too large a number");
    }

    /// <summary>Items are compared by keys, so that long lists stay cheap.</summary>
    static JsonArray Add(JsonNode? before, JsonProperty change, bool isUnique)
    {
        var list = ListOf(before, change);
        var known = isUnique ? list.Select(KeyOf).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var item in Objects(change))
            if (!isUnique || known.Add(ValueKey.Of(item)))
                list.Add(JsonNode.Parse(item.GetRawText()));
        return list;
    }

    static JsonArray Remove(JsonNode? before, JsonProperty change)
    {
        var list = ListOf(before, change);
        var unwanted = Objects(change).Select(ValueKey.Of).ToHashSet(StringComparer.Ordinal);
        list.RemoveAll(item => unwanted.Contains(KeyOf(item)));
        return list;
    }

    static JsonArray ListOf(JsonNode? before, JsonProperty change) => before switch
    {
        JsonArray list => list.DeepClone().AsArray(),
        _ when before == Nothing => [],
        _ => throw Refused(change, "needs a list"),
    };

    static IEnumerable<JsonElement> Objects(JsonProperty change) =>
        change.Value.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array ? objects.EnumerateArray()
            : throw Refused(change, "needs a list called objects");

    static string KeyOf(JsonNode? item) => ValueKey.Of(JsonElements.Of(item));

    static OperationRefusedException Refused(JsonProperty change, string why) => ColumnNames.Refused($"The column '{ColumnNames.Shown(change.Name)}' {why}.");
}
