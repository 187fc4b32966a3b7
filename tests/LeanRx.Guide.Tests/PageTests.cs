using System.Runtime.CompilerServices;
using Guide.Playing;

namespace LeanRx.Guide.Tests;

/// <summary>The page of the scenarios is what the scenarios say of themselves.</summary>
public class PageTests
{
    static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "examples", "Guide"));

    [Fact]
    public void The_page_is_up_to_date() =>
        Assert.True(Page.Text() == File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n"),
            "Write it anew: dotnet run --project examples/Guide -- page > examples/Guide/README.md");

    [Fact]
    public void Every_scenario_is_on_it_with_the_file_in_which_it_stands() =>
        Assert.All(Programme.All, entry =>
        {
            Assert.True(File.Exists(Path.Combine(Folder, entry.File)), entry.File);
            Assert.Contains($"]({entry.File})", Page.Text(), StringComparison.Ordinal);
        });

    static string ThisFile([CallerFilePath] string path = "") => path;
}
