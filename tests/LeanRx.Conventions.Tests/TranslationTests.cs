using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>A page in Chinese keeps in step with the one in English: the same headings, the same code, the same commands, the same links.</summary>
public partial class TranslationTests
{
    public static TheoryData<string> Folders =>
        new(Repository.Pages().Where(page => page.EndsWith(Chinese, StringComparison.Ordinal)).Select(page => page[..^Chinese.Length]));

    const string English = "README.md";
    const string Chinese = "README.zh-CN.md";

    [Theory]
    [MemberData(nameof(Folders))]
    public void Headings_have_the_same_order_and_depth(string folder)
    {
        var (english, chinese) = Read(folder);
        Assert.Equal(Headings().Matches(english).Select(match => match.Groups["depth"].Value), Headings().Matches(chinese)
            .Select(match => match.Groups["depth"].Value));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_heading_but_the_name_is_translated(string folder) =>
        Assert.All(Headings().Matches(Read(folder).Chinese).Skip(1).Select(match => match.Groups["text"].Value), text => Assert.Contains(text, IsChinese));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Code_blocks_and_commands_are_the_same(string folder)
    {
        var (english, chinese) = Read(folder);
        Assert.Equal(Blocks().Matches(english).Select(match => match.Value), Blocks().Matches(chinese).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Code_inside_the_text_is_the_same_in_each_section(string folder)
    {
        var pages = Read(folder);
        foreach (var (english, chinese) in Sections(pages.English).Zip(Sections(pages.Chinese)))
            Assert.Equal(Spans().Matches(english).Select(match => match.Value).Order(StringComparer.Ordinal), Spans().Matches(chinese)
                .Select(match => match.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_same_files_are_linked_and_each_page_links_the_other(string folder)
    {
        var (english, chinese) = Read(folder);
        Assert.Equal(Links(english).Order(StringComparer.Ordinal), Links(chinese).Order(StringComparer.Ordinal));
        Assert.Contains($"({Chinese})", english, StringComparison.Ordinal);
        Assert.Contains($"({English})", chinese, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_table_that_is_translated_has_as_many_rows(string folder)
    {
        // Measurements stand in the English page alone.
        var pages = Read(folder);
        foreach (var (english, chinese) in Sections(pages.English).Zip(Sections(pages.Chinese)))
        {
            var rows = Rows(chinese);
            Assert.True(rows == 0 || rows == Rows(english), chinese);
        }
    }

    /// <summary>Both pages of a folder, without what programs write into them.</summary>
    static (string English, string Chinese) Read(string folder) =>
        (Generated().Replace(Repository.Read(folder + English), ""), Generated().Replace(Repository.Read(folder + Chinese), ""));

    static int Rows(string section) => section.Split('\n').Count(line => line.StartsWith('|'));

    /// <summary>What is linked; a page that is there in both languages counts as one.</summary>
    static IEnumerable<string> Links(string page) => LinkTargets().Matches(WithoutBlocks(page))
        .Select(match => match.Groups[1].Value.Split('#')[0].Replace(Chinese, English, StringComparison.Ordinal)).Distinct();

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
