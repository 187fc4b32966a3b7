using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>Each row of the guide that asks for behaviour is shown by a scenario or by a test that names it.</summary>
public partial class RowTests
{
    [Fact]
    public void The_list_holds_every_row_once_and_in_order() =>
        Assert.Equal([.. Enumerable.Range(1, 172).Select(number => $"S{number}"), .. Enumerable.Range(1, 14).Select(number => $"D{number}")],
            GuideRow.All.Select(row => row.Id));

    [Fact]
    public void A_row_that_asks_for_behaviour_is_shown()
    {
        var shown = InScenarios().Concat(InTests()).ToHashSet();
        Assert.Empty(GuideRow.All.Where(row => row.Reason == "" && !shown.Contains(row.Id)).Select(row => $"{row.Id}: {row.Says}"));
    }

    [Fact]
    [Trait("Row", "S167")]
    public void Each_method_of_the_original_with_its_example_has_a_scenario_as_its_twin()
    {
        var methods = Enumerable.Range(98, 58).Select(number => $"S{number}");
        var without = GuideRow.All.Where(row => row.Reason != "").Select(row => row.Id);
        Assert.Empty(methods.Except(without).Except(InScenarios()));
    }

    [Fact]
    public void A_row_that_is_shown_does_not_say_that_it_asks_for_nothing()
    {
        var shown = InScenarios().Concat(InTests()).ToHashSet();
        Assert.Empty(GuideRow.All.Where(row => row.Reason != "" && shown.Contains(row.Id)).Select(row => row.Id));
    }

    [Fact]
    public void Scenarios_and_tests_name_rows_that_exist() =>
        Assert.Empty(InScenarios().Concat(InTests()).Except(GuideRow.All.Select(row => row.Id)));

    [Fact]
    public void The_documentation_names_rows_that_exist() =>
        Assert.Empty(Repository.Sources("src")
            .SelectMany(file => Comments().Matches(File.ReadAllText(file)).SelectMany(comment => RowIds().Matches(comment.Value)).Select(match => match.Value))
            .Distinct().Except(GuideRow.All.Select(row => row.Id)));

    [Fact]
    public void The_documentation_names_sections_of_the_protocol_that_are_listed()
    {
        var listed = ListedSections().Matches(Repository.Read("src/LeanRx.Protocol/PROTOCOL.md")).Select(match => match.Groups[1].Value);
        var cited = Repository.Sources("src").SelectMany(file => CitedSections().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
        Assert.Empty(cited.Distinct().Except(listed));
    }

    static IEnumerable<string> InScenarios() => Repository.Sources("examples/Guide")
        .SelectMany(file => Scenarios().Matches(File.ReadAllText(file)))
        .SelectMany(match => match.Groups["rows"].Value.Split(' '));

    static IEnumerable<string> InTests() => Repository.Sources("tests")
        .SelectMany(file => Traits().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups["row"].Value);

    [GeneratedRegex("""\[Scenario\("[^"]*", "[^"]*", "(?<rows>[^"]*)",""")]
    private static partial Regex Scenarios();

    [GeneratedRegex("""\[Trait\("Row", "(?<row>[^"]*)"\)""")]
    private static partial Regex Traits();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\b[SD]\d{1,3}\b")]
    private static partial Regex RowIds();

    [GeneratedRegex(@"protocol\.md §(\d+(?:\.\d+)*)")]
    private static partial Regex CitedSections();

    [GeneratedRegex(@"^\| (\d+(?:\.\d+)*) \|", RegexOptions.Multiline)]
    private static partial Regex ListedSections();
}
