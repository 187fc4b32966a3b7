using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>The README in Chinese keeps in step with the one in English: the same headings, the same code, the same commands, the same links.</summary>
public partial class TranslationTests
{
    /// <summary>Without what programs write into it.</summary>
    static readonly string English = Generated().Replace(Repository.Read("README.md"), "");

    static readonly string Chinese = Generated().Replace(Repository.Read("README.zh-CN.md"), "");

    [Fact]
    public void Headings_have_the_same_order_and_depth() =>
        Assert.Equal(Headings().Matches(English).Select(match => match.Groups["depth"].Value), Headings().Matches(Chinese).Select(match => match.Groups["depth"].Value));

    [Fact]
    public void Every_heading_but_the_name_is_translated() =>
        Assert.All(Headings().Matches(Chinese).Skip(1).Select(match => match.Groups["text"].Value), text => Assert.Contains(text, IsChinese));

    [Fact]
    public void Code_blocks_and_commands_are_the_same() =>
        Assert.Equal(Blocks().Matches(English).Select(match => match.Value), Blocks().Matches(Chinese).Select(match => match.Value));

    [Fact]
    public void Code_inside_the_text_is_the_same_in_each_section()
    {
        foreach (var (english, chinese) in Sections(English).Zip(Sections(Chinese)))
            Assert.Equal(Spans().Matches(english).Select(match => match.Value).Order(StringComparer.Ordinal), Spans().Matches(chinese).Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_files_are_linked_and_each_README_links_the_other()
    {
        Assert.Equal(Links(English).Append("README.md").Order(StringComparer.Ordinal), Links(Chinese).Append("README.zh-CN.md").Order(StringComparer.Ordinal));
        Assert.Contains("(README.zh-CN.md)", English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_translated_has_as_many_rows()
    {
        // Measurements stand in the English README alone.
        foreach (var (english, chinese) in Sections(English).Zip(Sections(Chinese)))
        {
            var rows = Rows(chinese);
            Assert.True(rows == 0 || rows == Rows(english), chinese);
        }
    }

    static int Rows(string section) => section.Split('\n').Count(line => line.StartsWith('|'));

    static IEnumerable<string> Links(string readme) => LinkTargets().Matches(WithoutBlocks(readme)).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("README.md#", StringComparison.Ordinal)).Distinct();

    static IEnumerable<string> Sections(string readme) => WithoutBlocks(readme).Split("\n## ");

    static string WithoutBlocks(string readme) => Blocks().Replace(readme, "");

    static bool IsChinese(char letter) => letter is >= '\u4e00' and <= '\u9fff';

    [GeneratedRegex(@"<!-- (\w+) -->\n.*?<!-- /\1 -->", RegexOptions.Singleline)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^(?<depth>#+) (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"(?:<!-- \S+ -->\n)?```.*?\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex LinkTargets();
}
