using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace LeanRx.Packages.Tests;

/// <summary>What is in a package beside its code.</summary>
public class ContentTests(Feed feed) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => feed.PackedAsync();

    public ValueTask DisposeAsync() => default;

    public static TheoryData<string> Ids =>
        new(Directory.EnumerateDirectories(Path.Combine(Feed.Repository, "src")).Select(folder => Path.GetFileName(folder)!));

    [Theory(Explicit = true)]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        var metadata = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open()).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal(id, Value("id"));
        Assert.Equal(feed.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("LeanRx contributors", Value("authors"));
        Assert.NotEqual("Reactive realtime messaging for .NET", Value("description"));
        Assert.Contains("realtime", Value("tags")!.Split(' '));
        Assert.StartsWith("# Changelog", Value("releaseNotes"), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry(Value("readme")!));
        Assert.NotNull(package.GetEntry(Value("icon")!));
    }

    /// <summary>An address that nobody has given is in no package.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Ids))]
    public void A_package_names_no_address_that_is_not_the_projects(string id)
    {
        var given = XDocument.Load(Path.Combine(Feed.Repository, "Directory.Build.props")).Descendants()
            .Where(element => element.Name.LocalName is "PackageProjectUrl" or "RepositoryUrl").Select(element => element.Value);
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        var metadata = XDocument.Load(package.GetEntry($"{id}.nuspec")!.Open()).Root!.Elements().Single();

        var named = metadata.Elements().Where(element => element.Name.LocalName == "projectUrl").Select(element => element.Value)
            .Concat(metadata.Elements().Where(element => element.Name.LocalName == "repository").Select(element => element.Attribute("url")?.Value ?? ""));

        Assert.Empty(named.Where(address => address.Length > 0).Except(given));
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Ids))]
    public void Each_assembly_has_its_documentation_and_its_symbols(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        using var symbols = ZipFile.OpenRead(feed.PackageOf(id, "snupkg"));
        var assemblies = package.Entries.Where(entry => entry.Name == $"{id}.dll").Select(entry => entry.FullName).ToList();

        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, assembly =>
        {
            Assert.NotNull(symbols.GetEntry(Path.ChangeExtension(assembly, ".pdb")));
            if (id != "LeanRx.Cli")
                Assert.NotNull(package.GetEntry(Path.ChangeExtension(assembly, ".xml")));
        });
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Ids))]
    public void Nothing_tells_where_it_was_built(string id)
    {
        var root = Encoding.UTF8.GetBytes(Feed.Repository);
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        using var symbols = ZipFile.OpenRead(feed.PackageOf(id, "snupkg"));

        foreach (var entry in package.Entries.Concat(symbols.Entries).Where(entry => entry.Name.StartsWith("LeanRx", StringComparison.Ordinal)))
            Assert.True(Read(entry).AsSpan().IndexOf(root) < 0, $"{entry.FullName} contains {Feed.Repository}");
        foreach (var entry in symbols.Entries.Where(entry => entry.Name == $"{id}.pdb"))
        {
            using var pdb = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Read(entry)));
            var reader = pdb.GetMetadataReader();
            Assert.All(reader.Documents, document => Assert.StartsWith("/_", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
        }
    }

    static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
