using System.Text.RegularExpressions;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>The configurations of the page about proxies.</summary>
static partial class ProxyPage
{
    static readonly Lazy<string> Text = new(() => File.ReadAllText(Path.Combine(Root(), "src", "LeanRx.Server.AspNetCore", "Proxies", "README.md")));

    /// <summary>A configuration, with the places of the page's example changed for those of the test; each must stand in it.</summary>
    public static string Read(string language, params (string Example, string Here)[] places)
    {
        var block = Blocks().Matches(Text.Value).Single(block => block.Groups["language"].Value == language).Groups["text"].Value;
        foreach (var (example, here) in places)
        {
            Assert.Contains(example, block, StringComparison.Ordinal);
            block = block.Replace(example, here, StringComparison.Ordinal);
        }
        return block;
    }

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LeanRx.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
