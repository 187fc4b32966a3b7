using System.Runtime.CompilerServices;

[assembly: AssemblyFixture(typeof(LeanRx.Packages.Tests.Feed))]

namespace LeanRx.Packages.Tests;

/// <summary>A folder with what the README's own command packs, under a version that no other feed has, and room for those who consume it.</summary>
public sealed class Feed : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("leanrx-packages-");
    readonly Lazy<Task> _packed;

    public Feed() => _packed = new(PackAsync);

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public string Version { get; } = $"0.1.0-check.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    public string Packages => Path.Combine(_root.FullName, "packages");

    /// <summary>Packs before the first that asks for it.</summary>
    public ValueTask PackedAsync() => new(_packed.Value);

    async Task PackAsync()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository, "README.md"));
        Assert.Contains("\ndotnet pack -c Release -o packages\n", readme, StringComparison.Ordinal);
        await Command.RunAsync(Repository, Command.WithoutAnalyzers, "dotnet", "pack", "-c", "Release", "-o", Packages, $"-p:Version={Version}", "--nologo",
            "-v", "quiet");
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <LeanRxVersion>{Version}</LeanRxVersion>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "NuGet.config"), $"""
            <configuration>
              <packageSources>
                <add key="leanrx" value="{Packages}" />
              </packageSources>
            </configuration>
            """);
    }

    public void Dispose() => _root.Delete(recursive: true);

    public string PackageOf(string id, string extension = "nupkg") => Path.Combine(Packages, $"{id}.{Version}.{extension}");

    /// <summary>A copy of a consumer, where no file of the repository reaches it.</summary>
    public string Place(string consumer)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.FullName, consumer)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(ThisFile())!, "Consumers", consumer)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return folder;
    }

    /// <summary>Runs a command as a consumer would: what is packed here leaves nothing in the machine's own packages.</summary>
    public Task<string> RunAsync(string folder, params string[] command) => Command.RunAsync(folder, new()
    {
        ["NUGET_PACKAGES"] = Path.Combine(_root.FullName, "cache"),
        ["NUGET_FALLBACK_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ["DOTNET_ROLL_FORWARD"] = "Major",
    }, command);

    static string ThisFile([CallerFilePath] string path = "") => path;
}
