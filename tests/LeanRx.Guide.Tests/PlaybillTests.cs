using Guide.Playing;

namespace LeanRx.Guide.Tests;

/// <summary>The command line of the guide.</summary>
public class PlaybillTests
{
    [Fact]
    public async Task One_scenario_is_played_by_its_name_and_names_the_rows_that_it_shows() =>
        Assert.Equal((0, "ok    S22  image by URL · 用网址发送图片\nguide: 1 scenarios, 1 rows, 0 failed\n"), await RunAsync("image-by-URL"));

    [Theory]
    [InlineData("S22")]
    [InlineData("s22")]
    [InlineData("imagebyurl")]
    [InlineData("用网址发送图片")]
    [InlineData("image", "by", "url")]
    public async Task A_scenario_has_several_names(params string[] arguments) =>
        Assert.Equal(await RunAsync("image-by-URL"), await RunAsync(arguments));

    [Fact]
    public async Task The_list_names_every_scenario_with_its_rows_and_both_explanations()
    {
        var (code, text) = await RunAsync("list");
        Assert.Equal(0, code);
        Assert.All(Programme.All, entry => Assert.Contains(
            $"{entry.Name} · {entry.ChineseHeading}  [{string.Join(' ', entry.Rows)}]\n    {entry.English}\n    {entry.Chinese}\n", text,
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("group-talk", "Did you mean group-chat")]
    [InlineData("nonsense", "`-- list` names them all.")]
    public async Task An_unknown_name_is_an_error_that_helps(string name, string help)
    {
        var (code, text) = await RunAsync(name);
        Assert.Equal(1, code);
        Assert.Contains($"There is no scenario '{name}'. {help}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_the_usage_is_printed()
    {
        var (code, text) = await RunAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("usage: dotnet run --project examples/Guide -- all | list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_sees_something_else_than_it_shows_fails_and_the_others_play_on()
    {
        var (code, text) = await PlayAsync([new(typeof(Untruth)), new(typeof(Truth))], "all");
        Assert.Equal(1, code);
        Assert.Equal(
            "FAIL  S13  an untruth · 假\n      CheckException: chat.Name is '狗' and should be '猫'\nok    S13 S14  a truth · 真\nguide: 2 scenarios, 2 rows, 1 " +
            "failed\n", text);
    }

    static Task<(int Code, string Text)> RunAsync(params string[] arguments) => PlayAsync(null, arguments);

    static async Task<(int Code, string Text)> PlayAsync(IReadOnlyList<ScenarioEntry>? scenarios, params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        var code = await new Playbill(output, scenarios).RunAsync(arguments);
        return (code, output.ToString());
    }
}
