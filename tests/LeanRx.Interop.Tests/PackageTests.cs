using System.Text.Json.Nodes;

namespace LeanRx.Interop.Tests;

/// <summary>The packages that are fetched are the same everywhere and at every time.</summary>
public sealed class PackageTests
{
    public static TheoryData<string, string?> Versions => new()
    {
        { "js2", null },
        { "js3", "2.0.0" },
        { "js34", "2.0.0" },
        { "js35", null },
        { "js4", "4.0.2" },
        { "js5", "4.0.2" },
    };

    [Fact]
    public void Every_folder_of_packages_is_looked_at() =>
        Assert.Equal(
            Directory.EnumerateFiles(NodeModules.Folder, "package.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
                .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
            Versions.Select(version => version.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_package_is_named_with_its_version_and_its_hash(string folder, string? plugin)
    {
        var named = Read(folder, "package.json")["dependencies"]!.AsObject();
        Assert.All(named, dependency => Assert.Matches(@"^(npm:leancloud-realtime@)?\d+\.\d+\.\d+(-[a-z]+\.\d+)?$", (string)dependency.Value!));
        Assert.Equal(plugin, (string?)named["leancloud-realtime-plugin-typed-messages"]);

        var locked = Read(folder, "package-lock.json")["packages"]!.AsObject();
        Assert.All(named, dependency =>
            Assert.Equal(((string)dependency.Value!).Split('@')[^1], (string?)locked[$"node_modules/{dependency.Key}"]!["version"]));
        Assert.All(locked.Where(package => package.Key.Length > 0), package =>
            Assert.StartsWith("sha", (string?)package.Value!["integrity"], StringComparison.Ordinal));
    }

    static JsonObject Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(NodeModules.Folder, folder, file)))!.AsObject();
}
