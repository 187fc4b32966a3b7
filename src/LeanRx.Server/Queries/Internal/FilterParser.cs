using System.Collections.Immutable;
using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Reads one <c>where</c>.</summary>
sealed class FilterParser(TimeSpan timeout)
{
    const int MaxDepth = 32;
    const int MaxConditions = 256;
    const int MaxPlaceLength = 200;
    int _conditions;

    public FilterNode Parse(JsonElement where)
    {
        try
        {
            return ParseObject(where, "where", 0);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for text that holds half a surrogate pair.
            throw new QueryFormatException("where: holds text that is no valid Unicode");
        }
    }

    AllOf ParseObject(JsonElement json, string place, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Error(place, "expects an object");
        if (depth > MaxDepth) throw Error(place, $"nested deeper than {MaxDepth}");
        return new([.. json.EnumerateObject().Select(entry => ParseEntry(entry.Name, entry.Value, $"{place}.{entry.Name}", depth))]);
    }

    FilterNode ParseEntry(string name, JsonElement value, string place, int depth) => name switch
    {
        "$and" => new AllOf(ParseList(value, place, depth)),
        "$or" => new AnyOf(ParseList(value, place, depth)),
        ['$', ..] => throw Error(place, "unknown operator"),
        _ => ParseColumn(ColumnPath.Parse(name, Shorten(place)), value, place),
    };

    ImmutableArray<FilterNode> ParseList(JsonElement json, string place, int depth)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0) throw Error(place, "expects an array of objects, not empty");
        return [.. json.EnumerateArray().Select((part, index) => Counted(ParseObject(part, $"{place}[{index}]", depth + 1), place))];
    }

    FilterNode ParseColumn(ColumnPath path, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any(entry => entry.Name.StartsWith('$'))) return Test(path,
            new EqualTo(Constant(path, value, place)), place);
        var names = value.EnumerateObject().Select(entry => entry.Name).ToList();
        if (names.Find(name => !name.StartsWith('$')) is { } stray) throw Error($"{place}.{stray}", "operators and other keys do not mix");
        if (names.Contains("$options") && !names.Contains("$regex")) throw Error($"{place}.$options", "expects a $regex beside it");
        return new AllOf([.. value.EnumerateObject().Where(entry => entry.Name != "$options")
            .Select(entry => ParseOperator(path, entry.Name, entry.Value, value, place))]);
    }

    FilterNode ParseOperator(ColumnPath path, string name, JsonElement value, JsonElement operators, string column)
    {
        var place = $"{column}.{name}";
        return name switch
        {
            "$eq" => Test(path, new EqualTo(Constant(path, value, place)), place),
            "$ne" => new NoneOf(Test(path, new EqualTo(Constant(path, value, place)), place)),
            "$lt" => Test(path, new Ordered(Constant(path, value, place), true, false, false), place),
            "$lte" => Test(path, new Ordered(Constant(path, value, place), true, true, false), place),
            "$gt" => Test(path, new Ordered(Constant(path, value, place), false, false, true), place),
            "$gte" => Test(path, new Ordered(Constant(path, value, place), false, true, true), place),
            "$in" => Test(path, new OneOf(Constants(path, value, place)), place),
            "$nin" => new NoneOf(Test(path, new OneOf(Constants(path, value, place)), place)),
            "$all" => ParseAll(path, value, place),
            "$size" => Test(path, new SizeIs(Length(value, place)), place),
            "$exists" => value.ValueKind switch
            {
                JsonValueKind.True => Test(path, new IsPresent(), place),
                JsonValueKind.False => new NoneOf(Test(path, new IsPresent(), place)),
                _ => throw Error(place, "expects true or false"),
            },
            "$regex" => Test(path, new PatternTest(PatternSyntax.Compile(Text(value, place), Options(operators, column), timeout, Shorten(column))), place),
            _ => throw Error(place, "unknown operator"),
        };
    }

    FilterNode ParseAll(ColumnPath path, JsonElement value, string place)
    {
        var wanted = Constants(path, value, place);
        return wanted.IsEmpty
            ? Test(path, new OneOf([]), place)
            : new AllOf([.. wanted.Select(constant => Test(path, new EqualTo(constant), place))]);
    }

    ColumnTest Test(ColumnPath path, ValueTest test, string place) => Counted(new ColumnTest(path, test), place);

    TNode Counted<TNode>(TNode node, string place) => ++_conditions <= MaxConditions ? node : throw Error(place, $"more than {MaxConditions} conditions");

    static QueryValue Constant(ColumnPath path, JsonElement json, string place, int? index = null)
    {
        var value = QueryValue.Of(json.Clone());
        if (value.Kind == ValueKind.Object && SafeJson.IsDate(json)) throw Error(Place(), "expects an ISO 8601 instant in \"iso\"");
        if (value.Kind == ValueKind.Missing) throw Error(Place(), "holds text that is no valid Unicode");
        return value.Kind == ValueKind.Text && path.IsTime && SafeJson.Instant(value.Text!) is { } instant ? QueryValue.Of(instant) : value;

        string Place() => index is null ? place : $"{place}[{index}]";
    }

    static ImmutableArray<QueryValue> Constants(ColumnPath path, JsonElement json, string place) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select((element, index) => Constant(path, element, place, index))]
        : throw Error(place, "expects an array");

    static long Length(JsonElement json, string place) =>
        json.ValueKind == JsonValueKind.Number && QueryValue.Of(json) is { Real: null, Whole: >= 0 } length ? length.Whole
            : throw Error(place, "expects a whole number, 0 or more");

    static string Text(JsonElement json, string place) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Error(place, "expects a text");

    static string Options(JsonElement operators, string column) =>
        operators.TryGetProperty("$options", out var options) ? Text(options, $"{column}.$options") : "";

    static QueryFormatException Error(string place, string problem) => new($"{Shorten(place)}: {problem}");

    static string Shorten(string place) => place.Length <= MaxPlaceLength ? place : $"{place[..MaxPlaceLength]}…";
}
