namespace LeanRx.Conventions.Tests;

/// <summary>Every LINQPad script compiles and runs, so that none rots.</summary>
[Trait("Speed", "slow")]
public class LinqPadTests
{
    public static TheoryData<string> Scripts =>
        new(Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples/LINQPad"), "*.linq").Select(file => Path.GetFileName(file)!));

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_runs_and_has_something_to_show(string file)
    {
        var script = new LinqPadScript(Repository.Read($"examples/LINQPad/{file}"));
        var (errors, assembly) = script.Compile();
        Assert.Empty(errors);

        var dumped = Dumping.Collect();
        await LinqPadScript.RunAsync(assembly!).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.NotEmpty(dumped);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_opens_in_LINQPad_as_it_is(string file)
    {
        var header = new LinqPadScript(Repository.Read($"examples/LINQPad/{file}")).Header;
        Assert.Equal("Statements", header.Attribute("Kind")?.Value);
        Assert.Contains(header.Elements("NuGetReference"), element => element.Value == "LeanRx");
        // A package that asks for ASP.NET Core is not referenced by LINQPad until the query says so.
        var hasServer = header.Elements("NuGetReference").Any(element => element.Value == "LeanRx.Server.AspNetCore");
        Assert.Equal(hasServer, header.Element("IncludeAspNet") is not null);
    }
}
