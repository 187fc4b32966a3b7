using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>What the README shows is what runs: each C# block stands, line for line, in the compiled file that the comment above it names.</summary>
public partial class ReadmeTests
{
    public static TheoryData<string> Readmes => new(Directory.EnumerateFiles(Repository.Root, "README*.md").Select(file => Path.GetFileName(file)!));

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Every_code_block_is_compiled(string readme)
    {
        var text = Repository.Read(readme);
        var blocks = Blocks().Matches(text);
        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            Assert.True(block.Groups["file"].Success, $"No source is named above:\n{block.Groups["code"].Value}");
            Assert.Contains(Normalise(block.Groups["code"].Value), Normalise(Repository.Read(block.Groups["file"].Value)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Running_code_comes_before_line_15(string readme) =>
        Assert.InRange(Array.FindIndex(Repository.Read(readme).Split('\n'), line => line == "```csharp"), 0, 13);

    static string Normalise(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"(?:<!-- (?<file>\S+\.cs) -->\n)?```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
