using System.Xml.Linq;

namespace LeanRx.Conventions.Tests;

/// <summary>What one gets with <c>dotnet add package LeanRx</c>.</summary>
public class PackageTests
{
    static readonly XDocument Client = XDocument.Parse(Repository.Read("src/LeanRx/LeanRx.csproj"));

    [Fact]
    [Trait("Row", "S3")]
    public void The_client_is_one_package_that_brings_its_abstractions_and_its_protocol_along()
    {
        Assert.DoesNotContain(Client.Descendants("IsPackable"), element => element.Value == "false");
        Assert.Equal(["LeanRx.Abstractions", "LeanRx.Protocol"], Client.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))));
    }

    [Fact]
    [Trait("Row", "S4")]
    public void The_client_runs_where_the_README_says_and_stands_on_four_libraries()
    {
        Assert.Equal("net10.0;net8.0;netstandard2.0", Client.Descendants("TargetFrameworks").Single().Value);
        Assert.Contains("client: .NET 10, .NET 8, .NET Standard 2.0", Repository.Read("README.md"), StringComparison.Ordinal);

        string[] stated = ["System.Reactive", "Websocket.Client", "System.Text.Json", "Microsoft.Extensions.Logging.Abstractions"];
        Assert.All(Client.Descendants("PackageReference").Where(reference => reference.Attribute("PrivateAssets")?.Value != "all")
            .Select(reference => reference.Attribute("Include")!.Value),
            name => Assert.True(stated.Contains(name) || name.StartsWith("Microsoft.Bcl.", StringComparison.Ordinal) || name == "System.Threading.Channels",
                name));
    }

    [Fact]
    [Trait("Row", "S97")]
    public void The_whole_client_is_in_one_namespace_but_for_the_names_of_the_guide() =>
        Assert.All(typeof(LeanClient).Assembly.GetExportedTypes(), type =>
            Assert.Equal(type == typeof(Compatibility.CompatibilityExtensions) ? "LeanRx.Compatibility" : "LeanRx", type.Namespace));

    public static TheoryData<string> Packages =>
        new(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!));

    /// <summary>A package's readme is read where no file of the repository is.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public void Each_package_has_a_short_readme_of_its_own(string package)
    {
        var readme = Repository.Read($"src/{package}/PACKAGE.md");
        Assert.StartsWith($"# {package}\n", readme, StringComparison.Ordinal);
        Assert.InRange(readme.Length, 100, 1500);
        Assert.DoesNotMatch(@"\]\((?!https://)", readme);
    }
}
