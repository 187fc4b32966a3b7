using Guide.Playing;

namespace LeanRx.Guide.Tests;

/// <summary>Every scenario of the guide plays, and says in two languages what it shows.</summary>
public class ScenarioTests
{
    public static TheoryData<string> Names => new(Programme.All.Select(entry => entry.TypeName));

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_scenario_plays(string name) => Entry(name).PlayAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_explains_itself_in_English_and_in_Chinese(string name)
    {
        var entry = Entry(name);
        Assert.All([entry.Heading, entry.English], text => Assert.Contains(text, char.IsAsciiLetter));
        Assert.All([entry.ChineseHeading, entry.Chinese], text => Assert.Contains(text, IsChinese));
        Assert.True(char.IsUpper(entry.English[0]) && entry.English.EndsWith('.'), entry.English);
        Assert.EndsWith("。", entry.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_scenarios_have_the_same_heading() =>
        Assert.Equal(Programme.All.Count, Programme.All.Select(entry => entry.Heading).Concat(Programme.All.Select(entry => entry.ChineseHeading)).Distinct()
            .Count() / 2);

    static ScenarioEntry Entry(string name) => Programme.All.Single(entry => entry.TypeName == name);

    static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';
}
