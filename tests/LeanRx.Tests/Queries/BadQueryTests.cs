using System.Text.RegularExpressions;

namespace LeanRx.Tests.Queries;

/// <summary>What a query cannot say does not compile, or throws where it is written: never silently something else.</summary>
public class BadQueryTests
{
    static ArgumentException Refused(Func<ConversationColumns, Condition> condition) =>
        Assert.ThrowsAny<ArgumentException>(() => new ConversationQuery().Where(condition));

    static void Names(string argument, string text, ArgumentException error)
    {
        Assert.Equal(argument, error.ParamName);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, <c>if</c> and <c>?:</c> would need an answer here and now: without these operators they do not compile.
    /// </summary>
    [Theory]
    [InlineData("op_True")]
    [InlineData("op_False")]
    [InlineData("op_LogicalNot")]
    public void A_condition_has_no_answer_here(string name) => Assert.Null(typeof(Condition).GetMethod(name));

    [Fact]
    public void Null_has_no_order()
    {
        Names("value", "attr.age cannot be $gt null", Refused(c => c.Attribute("age") > null));
        Names("value", "name cannot be $lte null", Refused(c => c.Name <= null));
        Names("value", "lm cannot be $lt null", Refused(c => c.LastMessageAt < null));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_are_finite(double number) => Names("value", "finite", Refused(c => c.Attribute("age") == number));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("$where")]
    [InlineData("a.$b")]
    public void A_path_has_names(string path)
    {
        Assert.Equal("path", Refused(c => c.Attribute(path) == 1).ParamName);
        Assert.Equal("path", Refused(c => c.Custom(path) == 1).ParamName);
    }

    [Fact]
    public void A_path_has_an_end()
    {
        Names("path", "251 characters; at most 250", Refused(c => c.Attribute(new string('a', 251)) == 1));
        Names("path", "32 names; at most 31", Refused(c => c.Attribute(string.Join('.', Enumerable.Repeat("a", 32))) == 1));
        new ConversationQuery().Where(c => c.Attribute(string.Join('.', Enumerable.Repeat("a", 31))) == 1);
    }

    [Fact]
    public void A_pattern_has_an_end_and_known_options()
    {
        Names("pattern", "4097 characters; at most 4096", Refused(c => c.Name.Matches(new string('a', 4097))));
        Names("text", "at most 4096", Refused(c => c.Name.StartsWith(new string('a', 4096))));
        Names("options", "RightToLeft", Refused(c => c.Attribute("x").Matches("a", RegexOptions.RightToLeft | RegexOptions.IgnoreCase)));
    }

    /// <summary>A pattern that would run for ever, or is none, is the server's to judge: nothing runs here.</summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("(")]
    public void A_pattern_is_not_run_here(string pattern) =>
        Assert.Contains("$regex", new ConversationQuery().Where(c => c.Name.Matches(pattern)).Condition!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Lists_of_clients_hold_at_least_one_and_only_ids()
    {
        Names("clientIds", "at least one", Refused(c => c.Members.ContainsAll()));
        Names("clientIds", "at least one", Refused(c => c.Members.ContainsAny([])));
        Names("clientIds", "64 characters", Refused(c => c.Members.ContainsAll(new string('x', 65))));
        Names("clientId", "64 characters", Refused(c => c.Members.Contains("")));
        Names("values", "at least one", Refused(c => c.Attribute("tags").ContainsAll()));
        Names("size", "-1", Refused(c => c.Attribute("tags").HasSize(-1)));
    }

    [Fact]
    public void Nothing_is_no_condition_and_no_column()
    {
        Names("condition", "null", Refused(_ => null!));
        Assert.Throws<ArgumentNullException>(() => new ConversationQuery().Where(null!));
        Assert.Throws<ArgumentNullException>(() => new ConversationQuery().OrderBy(_ => null!));
        Assert.Throws<ArgumentNullException>(() => new ConversationQuery().Where(c => c.Name == "a" & null!));
    }

    [Fact]
    public void An_order_has_a_beginning_an_end_and_columns_that_can_be_told_apart()
    {
        Assert.Equal("ThenBy needs an OrderBy before it.", Assert.Throws<InvalidOperationException>(() => new ConversationQuery().ThenBy(c => c.Name)).Message);
        var sixteen = Enumerable.Range(1, 15).Aggregate(new ConversationQuery().OrderBy(c => c.Name), (query, _) => query.ThenBy(c => c.Name));
        Assert.Contains("16", Assert.Throws<InvalidOperationException>(() => sixteen.ThenBy(c => c.Name)).Message, StringComparison.Ordinal);
        foreach (var name in new[] { "a,b", "-a", " a" })
            Names("column", $"\"{name}\" cannot be sorted by", Assert.Throws<ArgumentException>(() => new ConversationQuery().OrderBy(c => c.Custom(name))));
    }
}
