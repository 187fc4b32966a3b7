using LeanRx.Server.Storage;
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
    [InlineData("[👍👎]", "😀", false)]
    [InlineData("[👍👎]", "👎", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("👍?$", "😀", true)]
    [InlineData("^👍{2}$", "👍👍", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[😀-😂]$", "😃", false)]
    [InlineData("^[^😀-😂]$", "😃", true)]
    [InlineData("^[^😀-😂]$", "😁", false)]
    [InlineData("^[a-😂]+$", "z汤😁", true)]
    [InlineData(@"^\x{1F600}$", "😀", true)]
    [InlineData(@"^\uD83D\uDE00$", "😀", true)]
    [InlineData(@"^[\x{1F600}-\x{1F602}]$", "😁", true)]
    [InlineData(@"^\Q😀.\E?$", "😀", true)]
    [InlineData(@"^\W\D\S$", "😀😀😀", true)]
    [InlineData(@"^[\W]$", "😀", true)]
    [InlineData(@"^\PL$", "😀", true)]
    [InlineData(@"^\p{Lu}\pL$", "Éa", true)]
    [InlineData(@"^[^\p{L}]$", "😀", true)]
    [InlineData("(?<=😀)x", "😀x", true)]
    public void A_character_is_one_character_however_many_units_it_has(string pattern, string name, bool matches) => AssertFound(pattern, name, matches);

    [Theory]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\d$", "3", true)]
    [InlineData(@"^\w+$", "añb", false)]
    [InlineData(@"\bab\b", "éab", true)]
    [InlineData(@"\bab\b", "xab", false)]
    [InlineData(@"^\s$", "\u00a0", false)]
    [InlineData(@"^\h\R\v?$", "\u00a0\r\n", true)]
    [InlineData("^[[:alpha:]]+$", "abcZ", true)]
    [InlineData("^[[:digit:][:space:]]+$", "1 2", true)]
    [InlineData("^[[:^digit:]]+$", "😀x", true)]
    [InlineData("^[[:digit:]]+$", "abc", false)]
    [InlineData("^[]a]+$", "]a", true)]
    [InlineData("^[a-]+$", "a-", true)]
    [InlineData(@"^[\d-z]+$", "1-z", true)]
    [InlineData("^[a-c-[b]]$", "b]", true)]
    [InlineData(@"^[\b]$", "\b", true)]
    [InlineData("(?P<first>.)(?P=first)", "baab", true)]
    [InlineData("(?<first>.)\\k{first}", "baab", true)]
    [InlineData("(?i)ABC", "xabc", true)]
    [InlineData("a(?i:B)c", "abc", true)]
    [InlineData("a(?i:B)C", "abc", false)]
    [InlineData("a(?s).b", "a\nb", true)]
    [InlineData("(a(?s).)?.b$", "x\nb", false)]
    [InlineData("(?x) a b # c", "ab", true)]
    [InlineData("a(?#b)c", "ac", true)]
    [InlineData("a#b c", "a#b c", true)]
    public void The_syntax_is_that_of_PCRE(string pattern, string name, bool matches) => AssertFound(pattern, name, matches);

    [Theory]
    [InlineData("[[:letter:]]")]
    [InlineData("[[.a.]]")]
    [InlineData("[b-a]")]
    [InlineData("[a")]
    [InlineData("a++")]
    [InlineData("(?R)")]
    [InlineData("(?1)")]
    [InlineData("(?|a|b)")]
    [InlineData("(?(1)a|b)")]
    [InlineData("(?<a-b>x)")]
    [InlineData("(*UCP)a")]
    [InlineData(@"\\X")]
    [InlineData(@"\\Ka")]
    [InlineData(@"\\y")]
    [InlineData(@"\\p{Han}")]
    [InlineData(@"\\p{IsGreek}")]
    [InlineData(@"\\x{110000}")]
    [InlineData(@"\\x{d800}")]
    [InlineData(@"a\\")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("?")]
    public void What_cannot_be_said_is_refused(string pattern) =>
        Assert.StartsWith("where.name.$regex: ", Assert.Throws<QueryFormatException>(() => Where($$$"""{"name":{"$regex":"{{{pattern}}}"}}""")).Message,
            StringComparison.Ordinal);

    static void AssertFound(string pattern, string name, bool matches) =>
        Assert.Equal(matches, Where(System.Text.Json.JsonSerializer.Serialize(new { name = new Dictionary<string, string> { ["$regex"] = pattern } }))
            .Matches(Game with { Name = name }));

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
        Assert.Equal("timeout",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConversationFilter.Parse(Json("{}"), TimeSpan.FromSeconds(seconds))).ParamName);
}
