using System.Text.RegularExpressions;
using CsCheck;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>Random conditions as an application writes them, each beside the predicate of LINQ to Objects that means the same.</summary>
static class RandomConditions
{
    /// <param name="Condition">For the client.</param>
    /// <param name="Holds">For <see cref="Enumerable.Where{TSource}(IEnumerable{TSource}, Func{TSource, bool})"/> over plain documents.</param>
    public sealed record Question(Func<ConversationColumns, Condition> Condition, Func<Dictionary<string, object?>, bool> Holds);

    /// <param name="Path">Its name on the wire.</param>
    public sealed record SortColumn(Func<ConversationColumns, Column> Column, string Path, bool IsDescending);

    static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    static readonly Gen<(ColumnValue Value, object? Plain)> Values = Among<(ColumnValue, object?)>(
        ("a", "a"), ("ab", "ab"), ("", ""), (0, 0m), (1, 1m), (1.0, 1m), (1.5, 1.5m), (2m, 2m), (-1, -1m), (true, true), (false, false), ((string?)null, null),
            (Epoch, Epoch.UtcDateTime), (Epoch.AddHours(1), Epoch.AddHours(1).UtcDateTime));

    static readonly Gen<(Func<ConversationColumns, AttributeColumn> Column, string Path)> Attributes =
        Among<(Func<ConversationColumns, AttributeColumn>, string)>(
        (c => c.Attribute("x"), "attr.x"), (c => c.Attribute("y"), "attr.y"), (c => c.Attribute("x.x"), "attr.x.x"), (c => c.Attribute("x.y"), "attr.x.y"),
            (c => c.Attribute("x.0"), "attr.x.0"), (c => c.Attribute("x.1.x"), "attr.x.1.x"), (c => c.Custom("k"), "k"), (c => c.Custom("nothing"), "nothing"));

    static readonly Gen<(Func<ConversationColumns, TextColumn> Column, string Path)> Texts =
        Among<(Func<ConversationColumns, TextColumn>, string)>((c => c.Name, "name"), (c => c.Id, "objectId"), (c => c.CreatorId, "c"));

    static readonly Gen<(Func<ConversationColumns, TimeColumn> Column, string Path)> Times =
        Among<(Func<ConversationColumns, TimeColumn>, string)>((c => c.LastMessageAt, "lm"), (c => c.CreatedAt, "createdAt"), (c => c.UpdatedAt, "updatedAt"));

    static readonly Gen<(Func<ConversationColumns, FlagColumn> Column, string Path)> Flags =
        Among<(Func<ConversationColumns, FlagColumn>, string)>((c => c.IsTransient, "tr"), (c => c.IsSystem, "sys"), (c => c.IsUnique, "unique"),
        (c => c.IsTemporary, "temp"));

    static readonly Gen<(Func<ConversationColumns, ClientIdsColumn> Column, string Path)> Lists =
        Among<(Func<ConversationColumns, ClientIdsColumn>, string)>((c => c.Members, "m"), (c => c.MutedBy, "mu"));

    static readonly Gen<string> Words = Among("a", "b", "ab", "", "A", "c1", "tom", @"\E", "a.");

    static readonly Gen<(string Pattern, RegexOptions Options, Func<string, bool> Holds)> Patterns = Among<(string, RegexOptions, Func<string, bool>)>(
        ("^a", RegexOptions.None, text => text.StartsWith('a')),
        ("b$", RegexOptions.None, text => text.EndsWith('b')),
        ("A", RegexOptions.IgnoreCase, text => text.Contains('a', StringComparison.OrdinalIgnoreCase)),
        ("^$", RegexOptions.None, text => text.Length == 0),
        ("^ [a-z] [a-z] $", RegexOptions.IgnorePatternWhitespace, text => text.Length == 2 && text.All(char.IsAsciiLetterLower)));

    static readonly Gen<Question> OfAttribute = Gen.Select(Attributes, Values, Values, Gen.Int[0, 9], (column, one, other, choice) => choice switch
    {
        0 => new Question(c => column.Column(c) == one.Value, All(column.Path, all => all.Any(value => PlainEvaluation.Same(value, one.Plain)))),
        1 => new(c => column.Column(c) != one.Value, All(column.Path, all => !all.Any(value => PlainEvaluation.Same(value, one.Plain)))),
        2 when one.Plain is not null =>
            new(c => column.Column(c) < one.Value, All(column.Path, all => all.Any(value => PlainEvaluation.Order(value, one.Plain) < 0))),
        3 when one.Plain is not null =>
            new(c => column.Column(c) <= one.Value, All(column.Path, all => all.Any(value => PlainEvaluation.Order(value, one.Plain) <= 0))),
        4 when one.Plain is not null =>
            new(c => column.Column(c) > one.Value, All(column.Path, all => all.Any(value => PlainEvaluation.Order(value, one.Plain) > 0))),
        5 when one.Plain is not null =>
            new(c => column.Column(c) >= one.Value, All(column.Path, all => all.Any(value => PlainEvaluation.Order(value, one.Plain) >= 0))),
        6 => new(c => column.Column(c).In(one.Value, other.Value),
            All(column.Path, all => all.Any(value => PlainEvaluation.Same(value, one.Plain) || PlainEvaluation.Same(value, other.Plain)))),
        7 => new(c => column.Column(c).NotIn(one.Value, other.Value),
            All(column.Path, all => !all.Any(value => PlainEvaluation.Same(value, one.Plain) || PlainEvaluation.Same(value, other.Plain)))),
        8 => new(c => column.Column(c).ContainsAll(one.Value, other.Value),
            All(column.Path, all => all.Any(value => PlainEvaluation.Same(value, one.Plain)) && all.Any(value => PlainEvaluation.Same(value, other.Plain)))),
        _ => new(c => column.Column(c).HasSize(2), document => PlainEvaluation.Follow(document, column.Path.Split('.'))
            .Any(value => value is List<object?> { Count: 2 })),
    });

    static readonly Gen<Question> OfText =
        Gen.Select(Texts, Attributes, Words, Patterns, Gen.Int[0, 9], (column, attribute, word, pattern, choice) => choice switch
    {
        0 => new Question(c => column.Column(c).Contains(word), OfTexts(column.Path, text => text.Contains(word, StringComparison.Ordinal))),
        1 => new(c => column.Column(c).StartsWith(word), OfTexts(column.Path, text => text.StartsWith(word, StringComparison.Ordinal))),
        2 => new(c => column.Column(c).Matches(pattern.Pattern, pattern.Options), OfTexts(column.Path, pattern.Holds)),
        3 => new(c => attribute.Column(c).Contains(word), OfTexts(attribute.Path, text => text.Contains(word, StringComparison.Ordinal))),
        4 => new(c => attribute.Column(c).StartsWith(word), OfTexts(attribute.Path, text => text.StartsWith(word, StringComparison.Ordinal))),
        5 => new(c => attribute.Column(c).Matches(pattern.Pattern, pattern.Options), OfTexts(attribute.Path, pattern.Holds)),
        6 => new(c => column.Column(c) >= word, OfTexts(column.Path, text => string.CompareOrdinal(text, word) >= 0)),
        7 => new(c => column.Column(c).In(word, null),
            All(column.Path, all => all.Any(value => value as string == word || value is null || value == PlainEvaluation.Missing))),
        8 => new(c => attribute.Column(c).Exists(), All(attribute.Path, all => all.Any(value => value != PlainEvaluation.Missing))),
        _ => new(c => column.Column(c).DoesNotExist(), document => !document.ContainsKey(column.Path)),
    });

    static readonly Gen<Question> OfOthers = Gen.Select(Times, Gen.Int[0, 2], Flags, Lists, Gen.Int[0, 8], (column, hours, flag, list, choice) => choice switch
    {
        0 => new Question(c => column.Column(c) > Epoch.AddHours(hours), document => document.GetValueOrDefault(column.Path) is DateTime time
            && time > Epoch.AddHours(hours).UtcDateTime),
        1 => new(c => column.Column(c) == Epoch.AddHours(hours), document => document.GetValueOrDefault(column.Path) is DateTime time
            && time == Epoch.AddHours(hours).UtcDateTime),
        2 => new(c => column.Column(c) == null, document => !document.ContainsKey(column.Path)),
        3 => new(c => flag.Column(c), document => (bool)document[flag.Path]!),
        4 => new(c => !flag.Column(c), document => !(bool)document[flag.Path]!),
        5 => new(c => list.Column(c).Contains("tom"), document => Ids(document, list.Path).Contains("tom")),
        6 => new(c => list.Column(c).ContainsAll("tom", "a"), document => Ids(document, list.Path).Contains("tom") && Ids(document, list.Path).Contains("a")),
        7 => new(c => list.Column(c).ContainsAny("tom", "a"), document => Ids(document, list.Path).Intersect(["tom", "a"]).Any()),
        _ => new(c => list.Column(c).HasSize(hours), document => Ids(document, list.Path).Count == hours),
    });

    public static readonly Gen<Question> Questions = Joined(3);

    public static readonly Gen<SortColumn[]> Orders = Gen.Select(
        Among<(Func<ConversationColumns, Column>, string)>((c => c.Name, "name"), (c => c.LastMessageAt, "lm"), (c => c.IsTransient, "tr"),
            (c => c.Members, "m"), (c => c.Attribute("x"), "attr.x"), (c => c.Attribute("x.y"), "attr.x.y"), (c => c.Custom("k"), "k")),
        Gen.Bool,
        (column, isDescending) => new SortColumn(column.Item1, column.Item2, isDescending)).Array[0, 3];

    static Gen<Question> Joined(int depth)
    {
        var plain = Gen.OneOf(OfAttribute, OfText, OfOthers);
        if (depth == 0)
            return plain;
        var inner = Joined(depth - 1);
        return Gen.Frequency(
            (2, plain),
            (1, Gen.Select(inner, inner, (one, other) =>
                new Question(c => one.Condition(c) & other.Condition(c), document => one.Holds(document) && other.Holds(document)))),
            (1, Gen.Select(inner, inner, (one, other) =>
                new Question(c => one.Condition(c) | other.Condition(c), document => one.Holds(document) || other.Holds(document)))));
    }

    /// <summary>All values that a path leads to, and the elements of those that are arrays.</summary>
    static Func<Dictionary<string, object?>, bool> All(string path, Func<IReadOnlyList<object?>, bool> holds) =>
        document => PlainEvaluation.Follow(document, path.Split('.')).ToList() is var values
            && holds([.. values, .. values.OfType<List<object?>>().SelectMany(list => list)]);

    static Func<Dictionary<string, object?>, bool> OfTexts(string path, Func<string, bool> holds) => All(path, all => all.OfType<string>().Any(holds));

    static List<object?> Ids(Dictionary<string, object?> document, string path) => (List<object?>)document[path]!;

    static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
