using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>The port table names all of the original, and what it says of LeanRx is compiled and played.</summary>
public partial class PortingTests
{
    const string Folder = "examples/Guide";

    static readonly string Table = Repository.Read($"{Folder}/PORTING.md");

    [Theory]
    [InlineData("AV.realtime", "AV.realtime AV.realtime.version appId clientId encodeHTML secure authFun auth")]
    [InlineData("RealtimeObject", "open close on once emit off conv room members name attr data transient query where sort limit skip compact ping")]
    [InlineData("RoomObject", "id name attr add remove join leave list send receipt transient type text url metaData receive log t mid limit count update")]
    [InlineData("Events", "open close reuse create join left message receipt invited kicked membersjoined membersleft update error")]
    public void Every_method_option_and_event_of_the_original_has_a_row(string section, string names)
    {
        var rows = Section(section).ToLookup(row => row.Original);
        Assert.All(names.Split(' '), name => Assert.True(rows.Contains(name), name));
    }

    [Fact]
    public void Every_spelling_stands_in_the_scenario_named_beside_it()
    {
        Assert.Equal(Table.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - Table.Split('\n')
            .Count(line => line.StartsWith("|---", StringComparison.Ordinal)), Rows(Table).Count());
        Assert.All(Rows(Table), row => Assert.Contains(Words(row.Spelling), Words(Repository.Read($"{Folder}/{row.File}")), StringComparison.Ordinal));
    }

    static IEnumerable<(string Original, string Spelling, string File)> Section(string heading) =>
        Rows(Table.Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal)));

    static IEnumerable<(string Original, string Spelling, string File)> Rows(string text) =>
        Lines().Matches(text).Select(match => (match.Groups["original"].Value, match.Groups["spelling"].Value, match.Groups["file"].Value));

    static string Words(string code) => Blanks().Replace(code, " ");

    /// <summary>The name is what stands in front of the parameters.</summary>
    [GeneratedRegex(@"^\| [^`|]*`(?<original>[\w.]+)[^|]*\| `(?<spelling>[^|]*)` \| \[\w+\]\((?<file>[\w/]+\.cs)\) \|$", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
