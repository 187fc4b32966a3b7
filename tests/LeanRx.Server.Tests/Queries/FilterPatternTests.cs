using LeanRx.Server.Queries.Internal;
using static LeanRx.Server.Tests.Queries.Sample;

namespace LeanRx.Server.Tests.Queries;

public class FilterPatternTests
{
    [Theory]
    [InlineData(@"\\Qnight (tonight!)\\E", "", true)]
    [InlineData(@"^\\QGame\\E", "", true)]
    [InlineData(@"^\\Qnight\\E", "", false)]
    [InlineData(@"\\Q(tonight!)", "", true)]
    [InlineData(@"\\QGame n\\Eight", "x", true)]
    [InlineData("game", "", false)]
    [InlineData("game", "i", true)]
    [InlineData("^g a m e", "ix", true)]
    [InlineData("(?=Game)G", "", true)]
    [InlineData(@"(.)\\1", "", false)]
    public void Patterns_are_looked_for(string pattern, string options, bool matches) =>
        Assert.Equal(matches, Where($$$"""{"name":{"$regex":"{{{pattern}}}","$options":"{{{options}}}"}}""").Matches(Game));

    [Theory]
    [InlineData("^b$", "", false)]
    [InlineData("^b$", "m", true)]
    [InlineData("a.b", "", false)]
    [InlineData("a.b", "s", true)]
    public void Lines_are_what_the_options_say(string pattern, string options, bool matches) =>
        Assert.Equal(matches, Where($$$"""{"name":{"$regex":"{{{pattern}}}","$options":"{{{options}}}"}}""").Matches(Game with { Name = "a\nb" }));

    [Theory]
    [InlineData(@"plain", "plain")]
    [InlineData(@"\Qa.b\E.c", @"a\u002Eb.c")]
    [InlineData(@"\Qab", "ab")]
    [InlineData(@"\Q\E", "")]
    [InlineData(@"a\E", "a")]
    [InlineData(@"\\Q", @"\\Q")]
    [InlineData(@"\\\Q.\E", @"\\\u002E")]
    [InlineData(@"\Qa\E\\E\Qb\E", @"a\\Eb")]
    [InlineData(@"\", @"\")]
    [InlineData(@"\Q\", @"\u005C")]
    public void Quotes_are_translated(string pattern, string translated) => Assert.Equal(translated, PatternSyntax.Unquote(pattern));

    [Fact]
    public void A_pattern_that_explodes_elsewhere_answers_in_linear_time() =>
        Assert.False(Where("""{"name":{"$regex":"^(a+)+$"}}""").Matches(Game with { Name = new string('a', 5000) + "!" }));

    [Fact]
    public void A_pattern_that_needs_backtracking_is_cut_off()
    {
        var filter = ConversationFilter.Parse(Json("""{"name":{"$regex":"^(?=(a+)+$)b"}}"""), TimeSpan.FromMilliseconds(20));

        var error = Assert.Throws<QueryTimeoutException>(() => filter.Matches(Game with { Name = new string('a', 5000) + "!" }));

        Assert.Equal("The regular expressions of the query ran longer than 20 ms.", error.Message);
    }

    [Fact]
    public void A_budget_is_for_all_conversations_together()
    {
        var filter = ConversationFilter.Parse(Json("""{"name":{"$regex":"^(?=(a+)+$)b"}}"""), TimeSpan.FromMilliseconds(20));
        var budget = filter.StartBudget();
        Assert.Throws<QueryTimeoutException>(() => filter.Matches(Game with { Name = new string('a', 5000) + "!" }, budget));

        Assert.Throws<QueryTimeoutException>(() => filter.Matches(Game, budget));
        Assert.False(filter.Matches(Game));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(25 * 24 * 3600)]
    public void A_timeout_that_cannot_be_kept_is_refused(int seconds) =>
        Assert.Equal("timeout", Assert.Throws<ArgumentOutOfRangeException>(() => ConversationFilter.Parse(Json("{}"), TimeSpan.FromSeconds(seconds))).ParamName);
}
