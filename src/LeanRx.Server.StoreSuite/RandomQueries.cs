using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

/// <summary>Random conversations and queries over few names and values, so that matches are common.</summary>
static class RandomQueries
{
    static readonly string[] Scalars =
        ["null", "true", "false", "0", "1", "2", "1.5", "-1", "\"\"", "\"a\"", "\"b\"", "\"ab\"", Date("00:00"), Date("01:00"), """{"x":1}""",
        """{"y":"a","x":1}""", """{"x":1.0,"y":"a"}"""];

    static readonly string[] Paths =
        ["attr.x", "attr.x", "attr.y", "attr.x.x", "attr.x.y", "attr.x.0", "attr.x.1.x", "attr", "k", "k.x", "m", "mu", "m.0", "name", "c", "lm", "createdAt",
        "updatedAt", "tr", "sys", "unique", "temp", "conv_type", "objectId", "uniqueId", "nothing"];

    static readonly Gen<string> Scalar = Among(Scalars);

    static readonly Gen<string> Value =
        Gen.Frequency((4, Scalar), (2, ListOf(Scalar)), (1, Gen.Select(Scalar, Scalar, (x, y) => $$"""{"x":{{x}},"y":{{y}}}""")));

    /// <summary>Values that conditions name: those of conversations, and what stands in their built-in columns.</summary>
    static readonly Gen<string> Constant =
        Gen.Frequency((3, Value), (2, Among("\"tom\"", "\"c1\"", "\"c2\"", "4", "\"1970-01-01T00:00:00.001Z\"", "\"1970-01-01\"")));

    static readonly Gen<string> Operators = Gen.OneOf(
        Gen.Select(Among("$eq", "$ne", "$lt", "$lte", "$gt", "$gte"), Constant, (name, value) => $"\"{name}\":{value}"),
        Gen.Select(Among("$in", "$nin", "$all"), ListOf(Constant), (name, list) => $"\"{name}\":{list}"),
        Gen.Select(Gen.Int[0, 3], size => $"\"$size\":{size}"),
        Gen.Select(Gen.Bool, exists => exists ? "\"$exists\":true" : "\"$exists\":false"),
        Gen.Select(Among("a", "^a", "b$", "A", "^$"), Among("", "i"), (pattern, options) => $"\"$regex\":\"{pattern}\",\"$options\":\"{options}\""));

    static readonly Gen<string> Condition =
        Gen.Select(Among(Paths), Gen.OneOf(Constant, Operators.Array[1, 2].Select(list => $"{{{string.Join(',', list.DistinctBy(entry => entry[..5]))}}}")),
        (path, test) => $"\"{path}\":{test}");

    public static readonly Gen<(string Where, string Sort, int Skip, int Limit)> Queries =
        Gen.Select(Where(2), Gen.Select(Gen.Bool, Among(Paths), (descending, path) => descending ? "-" + path : path).Array[1, 3]
            .Select(columns => string.Join(',', columns)), Gen.Int[0, 2], Gen.Int[0, 12]);

    public static readonly Gen<ConversationRecord[]> Conversations = Conversation().Array[0, 12]
        .Select(records => records.Select((record, index) => record with { Id = $"c{index}" }).ToArray());

    static Gen<string> Where(int depth)
    {
        var conditions = Condition.Array[0, 2];
        if (depth == 0) return conditions.Select(list => $"{{{string.Join(',', list)}}}");
        var nested = Gen.Select(Among("$and", "$or"), Where(depth - 1).Array[1, 3], (name, parts) => $"\"{name}\":[{string.Join(',', parts)}]");
        return Gen.Frequency((2, conditions), (1, Gen.Select(conditions, nested, (list, more) => list.Append(more).ToArray())))
            .Select(list => $"{{{string.Join(',', list)}}}");
    }

    static Gen<ConversationRecord> Conversation() => Gen.Select(
        Among("tom", "a", "b").Array[0, 3],
        Gen.OneOf(Gen.Const(default(string)), Gen.Select(Value, Value, (x, y) => $$"""{"x":{{x}},"y":{{y}}}"""), Value.Select(x => $$"""{"x":{{x}}}""")),
        Gen.OneOf(Gen.Const(default(string)), Value),
        Among<string?>(null, "", "a", "ab"),
        Among<long?>(null, 0, 1, 3_600_000),
        Gen.Int[0, 15],
        (members, attributes, column, name, time, flags) => Some.Conversation("", members) with
        {
            Muted = [.. members.Take(1)],
            Attributes = attributes is null ? null : Json(attributes),
            Columns = column is null ? NoColumns : NoColumns.Add("k", Json(column)),
            Name = name,
            CreatorId = members.FirstOrDefault(),
            UniqueId = name,
            LastMessageAt = time,
            CreatedAt = time ?? 1,
            UpdatedAt = (time ?? 1) + 1,
            IsTransient = (flags & 1) != 0,
            IsSystem = (flags & 2) != 0,
            IsUnique = (flags & 4) != 0,
            IsTemporary = (flags & 8) != 0,
        });

    static ImmutableSortedDictionary<string, JsonElement> NoColumns => ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    static Gen<string> ListOf(Gen<string> element) => element.Array[0, 3].Select(list => $"[{string.Join(',', list)}]");

    static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static string Date(string time) => $$"""{"__type":"Date","iso":"1970-01-01T{{time}}:00.000Z"}""";
}
