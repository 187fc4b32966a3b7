using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

public partial class SourceTests
{
    const int Columns = 160;

    [Fact]
    public void A_file_holds_one_idea_in_at_most_400_lines() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples").Where(file => File.ReadLines(file).Count() > 400)
            .Select(file => Path.GetRelativePath(Repository.Root, file)));

    [Fact]
    public void The_quickstart_can_be_read_in_one_sitting() =>
        Assert.True(Repository.Read("examples/Quickstart/Program.cs").Split('\n').Length < 120);

    [Fact]
    public void Nobody_sleeps() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples")
            .Where(file => Path.GetFileName(file) != "SourceTests.cs")
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("Thread.Sleep(", StringComparison.Ordinal) || text.Contains("Task.Delay(", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)));

    /// <summary>A raw literal of tests and examples may go on: a frame stands there as it goes over the wire.</summary>
    [Fact]
    public void Lines_have_at_most_160_columns() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples").SelectMany(file =>
        {
            var isSource = Path.GetRelativePath(Repository.Root, file).StartsWith("src", StringComparison.Ordinal);
            var isRaw = false;
            return File.ReadLines(file).Select((line, index) => (line, place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}")).Where(it =>
            {
                var quotes = RawQuotes().Count(it.line);
                var isLiteral = isRaw || quotes > 0;
                isRaw ^= quotes % 2 == 1;
                return it.line.Length > Columns && (isSource || !isLiteral);
            }).Select(it => it.place).ToList();
        }));

    /// <summary>Who reads the documentation of a package has neither the guide's rows nor the notes on the wire: a comment above names them.</summary>
    [Fact]
    public void The_documentation_cites_nothing_that_its_reader_does_not_have() =>
        Assert.Empty(Repository.Sources("src").SelectMany(file =>
            File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal) && Citations().IsMatch(line))
                .Select(line => $"{Path.GetRelativePath(Repository.Root, file)}: {line}")));

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"protocol\.md|(?<!RFC \d+ )§|\bS(?!3\b)\d{1,3}\b|\blaws? \d")]
    private static partial Regex Citations();
}
