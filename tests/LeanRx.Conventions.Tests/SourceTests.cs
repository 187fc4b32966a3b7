namespace LeanRx.Conventions.Tests;

public class SourceTests
{
    [Fact]
    public void A_file_holds_one_idea_in_at_most_400_lines() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples").Where(file => File.ReadLines(file).Count() > 400).Select(file => Path.GetRelativePath(Repository.Root, file)));

    [Fact]
    public void The_quickstart_can_be_read_in_one_sitting() =>
        Assert.True(Repository.Read("examples/Quickstart/Program.cs").Split('\n').Length < 120);

    [Fact]
    public void Nobody_sleeps() =>
        Assert.Empty(Repository.Sources("src", "tests", "examples")
            .Where(file => Path.GetFileName(file) != "SourceTests.cs")
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("Thread.Sleep(", StringComparison.Ordinal) || text.Contains("Task.Delay(", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)));
}
