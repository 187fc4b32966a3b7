using LeanRx.Server.Storage;
using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Queries;

public class FilterErrorTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"m\"")]
    public void A_where_that_is_no_object(string where) => Assert.Equal("where: expects an object", ErrorOf(where));

    [Fact]
    public void A_where_that_is_not_there() =>
        Assert.Equal("where: expects an object", Assert.Throws<QueryFormatException>(() => ConversationFilter.Parse(default)).Message);

    [Fact]
    public void An_operator_that_nobody_knows() => Assert.Equal("where.attr.age.$gt2: unknown operator", ErrorOf("""{"attr.age":{"$gt2":1}}"""));

    [Fact]
    public void An_operator_that_nobody_knows_at_the_top() => Assert.Equal("where.$nor: unknown operator", ErrorOf("""{"$nor":[{}]}"""));

    [Fact]
    public void An_operator_beside_a_plain_key() => Assert.Equal("where.attr.x: operators and other keys do not mix", ErrorOf("""{"attr":{"$gt":1,"x":2}}"""));

    [Theory]
    [InlineData("$in")]
    [InlineData("$nin")]
    [InlineData("$all")]
    public void A_list_operator_without_a_list(string name) => Assert.Equal($"where.m.{name}: expects an array", ErrorOf($$$"""{"m":{"{{{name}}}":"tom"}}"""));

    [Theory]
    [InlineData("$and", "{}")]
    [InlineData("$or", "[]")]
    public void And_and_or_without_parts(string name, string value) =>
        Assert.Equal($"where.{name}: expects an array of objects, not empty", ErrorOf($$$"""{"{{{name}}}":{{{value}}}}"""));

    [Fact]
    public void An_or_with_a_part_that_is_no_object() => Assert.Equal("where.$or[1]: expects an object", ErrorOf("""{"$or":[{},5]}"""));

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("\"2\"")]
    public void A_size_that_is_no_length(string size) =>
        Assert.Equal("where.m.$size: expects a whole number, 0 or more", ErrorOf($$$"""{"m":{"$size":{{{size}}}}}"""));

    [Fact]
    public void An_exists_that_is_neither_true_nor_false() => Assert.Equal("where.name.$exists: expects true or false", ErrorOf("""{"name":{"$exists":1}}"""));

    [Fact]
    public void A_pattern_that_is_none() => Assert.Equal("where.name.$regex: has a [ without an end (at character 0)", ErrorOf("""{"name":{"$regex":"[a"}}"""));

    [Fact]
    public void A_pattern_that_is_no_text() => Assert.Equal("where.name.$regex: expects a text", ErrorOf("""{"name":{"$regex":5}}"""));

    [Fact]
    public void A_pattern_too_long() =>
        Assert.Equal("where.name.$regex: longer than 4096 characters", ErrorOf($$$"""{"name":{"$regex":"{{{new string('a', 4097)}}}"}}"""));

    [Fact]
    public void An_option_that_nobody_knows() =>
        Assert.Equal("where.name.$options: unknown option 'g', known are i, m, s and x", ErrorOf("""{"name":{"$regex":"a","$options":"ig"}}"""));

    [Fact]
    public void Options_that_are_no_text() => Assert.Equal("where.name.$options: expects a text", ErrorOf("""{"name":{"$options":1,"$regex":"a"}}"""));

    [Fact]
    public void Options_without_a_pattern() => Assert.Equal("where.name.$options: expects a $regex beside it", ErrorOf("""{"name":{"$options":"i"}}"""));

    [Theory]
    [InlineData("""{"__type":"Date"}""")]
    [InlineData("""{"__type":"Date","iso":5}""")]
    [InlineData("""{"__type":"Date","iso":"12 January"}""")]
    public void A_date_that_is_none(string date) =>
        Assert.Equal("where.lm.$gt: expects an ISO 8601 instant in \"iso\"", ErrorOf($$$"""{"lm":{"$gt":{{{date}}}}}"""));

    [Fact]
    public void A_date_that_is_none_in_a_list() =>
        Assert.Equal("where.lm.$in[1]: expects an ISO 8601 instant in \"iso\"", ErrorOf("""{"lm":{"$in":["2024-01-12",{"__type":"Date"}]}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("attr.")]
    [InlineData(".attr")]
    [InlineData("attr..a")]
    public void A_path_with_an_empty_name(string path) => Assert.Equal($"where.{path}: no column is named", ErrorOf($$$"""{"{{{path}}}":1}"""));

    [Fact]
    public void A_path_of_too_many_names() =>
        Assert.EndsWith(": a path of more than 32 names", ErrorOf($$$"""{"a{{{string.Concat(Enumerable.Repeat(".a", 32))}}}":1}"""));

    [Fact]
    public void A_path_too_long_is_named_by_its_beginning()
    {
        var error = ErrorOf($$$"""{"{{{new string('a', 60_000)}}}":1}""");

        Assert.Equal($"where.{new string('a', 194)}…: a path of more than 256 characters", error);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Nesting_has_an_end(int levels, bool isFine)
    {
        var where = string.Concat(Enumerable.Repeat("""{"$or":[""", levels)) + "{}" + string.Concat(Enumerable.Repeat("]}", levels));

        // Frames are read with a depth of 64 at most; filters that come another way may be deeper.
        var json = System.Text.Json.JsonDocument.Parse(where, new() { MaxDepth = 200 }).RootElement;

        if (isFine) Assert.True(ConversationFilter.Parse(json).Matches(Empty));
        else Assert.EndsWith(": nested deeper than 32", Assert.Throws<QueryFormatException>(() => ConversationFilter.Parse(json)).Message);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Conditions_have_an_end(int count, bool isFine)
    {
        var where = $$$"""{"attr.a":{"$all":[{{{string.Join(',', Enumerable.Range(0, count))}}}]}}""";

        if (isFine) Assert.False(Where(where).Matches(Game));
        else Assert.Equal("where.attr.a.$all: more than 256 conditions", ErrorOf(where));
    }

    [Fact]
    public void A_list_of_ids_is_one_condition_however_long() =>
        Assert.Equal(999, Where($$$"""{"objectId":{"$in":[{{{string.Join(',', Enumerable.Range(0, 999).Select(id => $"\"{id}\""))}}}]}}""").RequiredIds!.Count);

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"name":{"$regex":"\ud800"}}""")]
    public void Text_that_is_no_valid_Unicode(string where) => Assert.EndsWith("holds text that is no valid Unicode", ErrorOf(where));

    [Fact]
    public void The_same_operator_twice_counts_twice() => Assert.False(Where("""{"attr.age":{"$gt":20,"$gt":1}}""").Matches(Game));
}
