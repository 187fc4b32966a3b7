using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>What the pages show is what runs, and where they lead there is something.</summary>
public partial class PageTests
{
    const string FrontPage = "README.md";

    /// <summary>Where the code of packages' readmes stands: a comment that names it would be seen there.</summary>
    static readonly string[] OfPackages =
        ["examples/Scripts/hello.cs", "tests/LeanRx.Testing.Tests/WorldTests.cs",
        "tests/LeanRx.Server.Tests/Storage/InMemoryMessageStoreTests.cs", "tests/LeanRx.Transport.Sockets.Tests/ManyClientsTests.cs"];

    public static TheoryData<string> Pages => new(Repository.Pages());

    public static TheoryData<string> FrontPages => new(FrontPage, "README.zh-CN.md");

    /// <summary>Each C# block stands, line for line, in the compiled file that the comment above it names.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_code_block_is_compiled(string page)
    {
        // The guide's pages are written from its sources, by a test of their own.
        if (page.StartsWith("examples/Guide/", StringComparison.Ordinal))
            return;
        foreach (Match block in Blocks().Matches(Repository.Read(page)))
        {
            var isNamed = block.Groups["file"].Success;
            Assert.True(isNamed || page.EndsWith("/PACKAGE.md", StringComparison.Ordinal), $"No source is named above:\n{block.Groups["code"].Value}");
            var sources = isNamed ? Normalise(Repository.Read(block.Groups["file"].Value))
                : string.Concat(OfPackages.Select(source => Normalise(Repository.Read(source))));
            Assert.Contains(Normalise(block.Groups["code"].Value), sources, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_into_the_repository_leads_to_a_file_or_folder(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        foreach (Match link in Links().Matches(Repository.Read(page)))
        {
            var target = Path.Combine(folder, Uri.UnescapeDataString(link.Groups["target"].Value));
            Assert.True(File.Exists(target) || Directory.Exists(target), link.Value);
        }
    }

    [Theory]
    [MemberData(nameof(FrontPages))]
    public void Running_code_comes_before_line_15(string page) =>
        Assert.InRange(Array.FindIndex(Repository.Read(page).Split('\n'), line => line == "```csharp"), 0, 13);

    [Theory]
    [MemberData(nameof(FrontPages))]
    public void The_front_page_is_read_in_two_minutes(string page)
    {
        var text = Repository.Read(page);
        Assert.InRange(text.Split('\n').Length, 1, 151);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 8 * 1024);
    }

    static string Normalise(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"(?:<!-- (?<file>\S+\.cs) -->\n)?```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)[^)]*\)")]
    private static partial Regex Links();
}
