using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>
/// The rules of <see cref="ConversationFilter"/> and <see cref="ConversationSort"/> once more, over plain objects and with no thought of speed.
/// </summary>
static class PlainEvaluation
{
    /// <summary>Stands for a value that is not there, as null stands for null.</summary>
    public static readonly object Missing = new();

    /// <summary>Ids of all matches, sorted.</summary>
    public static List<string> Run(IEnumerable<ConversationRecord> conversations, JsonElement where, string sort)
    {
        var documents = conversations.Select(Document).Where(document => Holds(document, where)).ToList();
        documents.Sort((left, right) => sort.Split(',').Append("objectId").Select(column => CompareBy(column, left, right))
            .FirstOrDefault(order => order != 0));
        return [.. documents.Select(document => (string)document["objectId"]!)];
    }

    static bool Holds(Dictionary<string, object?> document, JsonElement where) => where.EnumerateObject().All(entry => entry.Name switch
    {
        "$and" => entry.Value.EnumerateArray().All(part => Holds(document, part)),
        "$or" => entry.Value.EnumerateArray().Any(part => Holds(document, part)),
        _ => Holds([.. Follow(document, entry.Name.Split('.'))], entry.Name is "lm" or "createdAt" or "updatedAt", entry.Value),
    });

    static bool Holds(List<object?> values, bool isTime, JsonElement test)
    {
        if (test.ValueKind != JsonValueKind.Object || !test.EnumerateObject().Any(entry => entry.Name.StartsWith('$'))) return Is(test);
        return test.EnumerateObject().All(entry => entry.Name switch
        {
            "$eq" => Is(entry.Value),
            "$ne" => !Is(entry.Value),
            "$lt" => Some(value => Order(value, Constant(entry.Value)) < 0),
            "$lte" => Some(value => Order(value, Constant(entry.Value)) <= 0),
            "$gt" => Some(value => Order(value, Constant(entry.Value)) > 0),
            "$gte" => Some(value => Order(value, Constant(entry.Value)) >= 0),
            "$in" => entry.Value.EnumerateArray().Any(Is),
            "$nin" => !entry.Value.EnumerateArray().Any(Is),
            "$all" => entry.Value.GetArrayLength() > 0 && entry.Value.EnumerateArray().All(Is),
            "$size" => values.Exists(value => value is List<object?> list && list.Count == entry.Value.GetInt32()),
            "$exists" => values.Exists(value => value != Missing) == entry.Value.GetBoolean(),
            "$regex" => Some(value => value is string text
                && Regex.IsMatch(text, entry.Value.GetString()!, test.GetProperty("$options").GetString() == "i" ? RegexOptions.IgnoreCase
                : RegexOptions.None)),
            _ => entry.Name == "$options",
        });

        bool Is(JsonElement wanted) => Some(value => Same(value, Constant(wanted)));

        bool Some(Func<object?, bool> passes) => values.Concat(values.OfType<List<object?>>().SelectMany(list => list)).Any(passes);

        object? Constant(JsonElement json) =>
            isTime && Plain(json) is string text
                && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant)
                ? instant : Plain(json);
    }

    /// <summary>All that a path leads to.</summary>
    static IEnumerable<object?> Follow(object? at, ReadOnlyMemory<string> names)
    {
        if (names.IsEmpty) return [at];
        var (name, rest) = (names.Span[0], names[1..]);
        return at switch
        {
            Dictionary<string, object?> map => Follow(map.GetValueOrDefault(name, Missing), rest),
            List<object?> list when int.TryParse(name, out var index) => Follow(index < list.Count ? list[index] : Missing, rest),
            List<object?> list when list.Exists(element => element is Dictionary<string, object?>) =>
                list.OfType<Dictionary<string, object?>>().SelectMany(map => Follow(map, names)),
            _ => [Missing],
        };
    }

    public static IEnumerable<object?> Follow(object? at, string[] names) => Follow(at, names.AsMemory());

    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (List<object?> one, List<object?> other) => one.Count == other.Count && one.Zip(other).All(pair => Same(pair.First, pair.Second)),
        (Dictionary<string, object?> one, Dictionary<string, object?> other) =>
            one.Count == other.Count && one.All(entry => other.TryGetValue(entry.Key, out var value) && Same(entry.Value, value)),
        _ => Order(left, right) == 0,
    };

    /// <summary>The order of two values of one type that has one, else null.</summary>
    public static int? Order(object? left, object? right) => (left, right) switch
    {
        (bool one, bool other) => one.CompareTo(other),
        (decimal one, decimal other) => one.CompareTo(other),
        (string one, string other) => string.CompareOrdinal(one, other),
        (DateTime one, DateTime other) => one.CompareTo(other),
        _ when Rank(left) == 0 && Rank(right) == 0 => 0,
        _ => null,
    };

    static int Rank(object? value) => value switch
    {
        null => 0,
        decimal => 1,
        string => 2,
        Dictionary<string, object?> => 3,
        List<object?> => 4,
        bool => 5,
        DateTime => 6,
        _ => 0,
    };

    /// <summary>The order of any two values, for sorting.</summary>
    public static readonly IComparer<object?> AnyOrder =
        Comparer<object?>.Create((one, other) => Rank(one) != Rank(other) ? Rank(one) - Rank(other) : Order(one, other) ?? 0);

    static int CompareBy(string column, Dictionary<string, object?> left, Dictionary<string, object?> right) =>
        column.StartsWith('-') ? AnyOrder.Compare(SortKey(right, column), SortKey(left, column))
            : AnyOrder.Compare(SortKey(left, column), SortKey(right, column));

    /// <summary>The value by which a document is sorted: of several the least, descending the greatest.</summary>
    public static object? SortKey(Dictionary<string, object?> document, string column)
    {
        var values = Follow(document, column.TrimStart('-').Split('.')).SelectMany(value => value is List<object?> list ? list : [value])
            .DefaultIfEmpty(Missing).Order(AnyOrder);
        return column.StartsWith('-') ? values.Last() : values.First();
    }

    // protocol.md §4.5.2
    /// <summary>A conversation as clients see it, with every column that a query can name.</summary>
    public static Dictionary<string, object?> Document(ConversationRecord record)
    {
        var document = record.Columns.ToDictionary(column => column.Key, column => Plain(column.Value));
        document["objectId"] = record.Id;
        document["m"] = record.Members.Cast<object?>().ToList();
        document["mu"] = record.Muted.Cast<object?>().ToList();
        document["tr"] = record.IsTransient;
        document["sys"] = record.IsSystem;
        document["unique"] = record.IsUnique;
        document["temp"] = record.IsTemporary;
        document["conv_type"] = record.IsTransient ? 2m : record.IsSystem ? 3m : record.IsTemporary ? 4m : 1m;
        document["createdAt"] = DateTime.UnixEpoch.AddMilliseconds(record.CreatedAt);
        document["updatedAt"] = DateTime.UnixEpoch.AddMilliseconds(record.UpdatedAt);
        if (record.Name is { } name) document["name"] = name;
        if (record.CreatorId is { } creator) document["c"] = creator;
        if (record.UniqueId is { } uniqueId) document["uniqueId"] = uniqueId;
        if (record.Attributes is { } attributes) document["attr"] = Plain(attributes);
        if (record.LastMessageAt is { } last) document["lm"] = DateTime.UnixEpoch.AddMilliseconds(last);
        return document;
    }

    static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.GetDecimal(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        _ when json.TryGetProperty("__type", out var type) && type.GetString() == "Date" =>
            DateTime.Parse(json.GetProperty("iso").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        _ => json.EnumerateObject().ToDictionary(entry => entry.Name, entry => Plain(entry.Value)),
    };
}
