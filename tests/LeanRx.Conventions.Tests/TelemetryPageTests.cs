using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>The page on metrics, traces and logs names all that there is, and nothing else.</summary>
public partial class TelemetryPageTests
{
    static readonly string s_page = Repository.Read("src/LeanRx/Telemetry/README.md");

    static readonly string[] s_sources = [.. Repository.Sources("src").Select(File.ReadAllText)];

    static IEnumerable<Match> InSources(Regex pattern) => s_sources.SelectMany(source => pattern.Matches(source));

    [Fact]
    public void Every_instrument_is_on_the_page_with_its_unit() => Assert.Equal(
        InSources(Instruments()).Select(match => $"{match.Groups["name"].Value} {match.Groups["unit"].Value}").Order(StringComparer.Ordinal),
        InstrumentRows().Matches(s_page).Select(match => $"{match.Groups["name"].Value} {match.Groups["unit"].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_tag_is_on_the_page() =>
        Assert.All(InSources(Tags()).Select(match => match.Groups["name"].Value).Distinct(), tag => Assert.Contains($"`{tag}`", s_page,
            StringComparison.Ordinal));

    [Fact]
    public void Every_span_is_on_the_page() =>
        Assert.All(InSources(Spans()).Select(match => match.Groups["name"].Value).Distinct(), span => Assert.Contains($"\n| `{span}` |", s_page,
            StringComparison.Ordinal));

    [Fact]
    public void Every_event_of_the_logs_is_on_the_page_with_its_id() => Assert.Equal(
        InSources(Events()).Select(match => $"{match.Groups["id"].Value} {match.Groups["name"].Value}").Order(StringComparer.Ordinal),
        EventRows().Matches(s_page).Select(match => $"{match.Groups["id"].Value} {match.Groups["name"].Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_category_of_the_logs_is_on_the_page() =>
        Assert.All(InSources(Categories()), match => Assert.Contains($"\n| `{match.Groups["name"].Value}` |", s_page, StringComparison.Ordinal));

    /// <summary>A line without an id cannot be chosen by it.</summary>
    [Fact]
    public void No_line_is_logged_without_an_event() =>
        Assert.Empty(Repository.Sources("src").Where(file => Direct().IsMatch(File.ReadAllText(file))).Select(file =>
            Path.GetRelativePath(Repository.Root, file)));

    [GeneratedRegex("""\.Create(?:Observable|UpDown|Counter|Histogram)+(?:<\w+>)?\(\s*"(?<name>[^"]+)",(?: \(\) => \w+\([\w, ]+\),)? "(?<unit>[^"]+)",""")]
    private static partial Regex Instruments();

    [GeneratedRegex("""^\| `(?<name>(?:leanrx|messaging)\.[^`]+)` \| `(?<unit>[^`]+)` \|""", RegexOptions.Multiline)]
    private static partial Regex InstrumentRows();

    [GeneratedRegex("\"(?<name>(?:messaging\\.[a-z.]+|error\\.type|leanrx\\.(?:fault|store|overflow)[a-z.]*))\"(?!,? *\"|, \\(\\))")]
    private static partial Regex Tags();

    [GeneratedRegex("""(?:MessageSpan\.Start|Spans\.StartActivity)\("(?<name>\w+)",""")]
    private static partial Regex Spans();

    [GeneratedRegex("""\[LoggerMessage\((?:EventId = )?(?<id>\d+),(?:[^\]]|\](?!\s*\n))*\]\s*(?:public |static )*partial void (?<name>\w+)\(""")]
    private static partial Regex Events();

    [GeneratedRegex("""^\| [^|]+ \| (?<id>\d+) \| `(?<name>\w+)` \|""", RegexOptions.Multiline)]
    private static partial Regex EventRows();

    [GeneratedRegex("""CreateLogger\("(?<name>[^"]+)"\)""")]
    private static partial Regex Categories();

    [GeneratedRegex("""\.Log(?:Trace|Debug|Information|Warning|Error|Critical)\(""")]
    private static partial Regex Direct();
}
