using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>The map of the house leads somewhere: whoever asks where something stands finds one file.</summary>
public partial class ContributingTests
{
    [Fact]
    public void Each_question_is_answered_by_a_file_that_is_there()
    {
        var files = Answers().Matches(Repository.Read("CONTRIBUTING.md")).Select(answer => answer.Groups["file"].Value).ToList();

        Assert.True(files.Count >= 10);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file));
    }

    [GeneratedRegex(@"^\| [^|]+ \| \[[^\]]+\.cs\]\((?<file>[^)]+)\) \|$", RegexOptions.Multiline)]
    private static partial Regex Answers();
}
