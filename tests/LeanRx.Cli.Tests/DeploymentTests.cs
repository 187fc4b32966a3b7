using System.Text.RegularExpressions;
using LeanRx.Cli.Configuring;
using LeanRx.Cli.Serving;
using LeanRx.Conventions.Tests;

namespace LeanRx.Cli.Tests;

/// <summary>What the examples for containers and services tell a server is what it takes.</summary>
public sealed partial class DeploymentTests : IDisposable
{
    const string Folder = "src/LeanRx.Cli/Serving/Deployment";

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leanrx-deployment-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("Dockerfile", "LeanRx:Data", "/data")]
    [InlineData($"{Folder}/compose.yaml", "LeanRx:PublicUrl", "https://chat.example.com")]
    [InlineData($"{Folder}/compose.postgresql.yaml", "LeanRx:Data", "Host=db;Database=leanrx;Username=leanrx;Passfile=/run/secrets/pgpass")]
    [InlineData($"{Folder}/leanrx.service", "LeanRx:Data", "/var/lib/leanrx")]
    public void The_variables_of_an_example_are_options_of_the_server(string file, string key, string value)
    {
        var told = Variables().Matches(Repository.Read(file))
            .ToDictionary(match => match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal), match => match.Groups["value"].Value.Trim('"'));
        Assert.Equal(value, told[key]);
        Read(told);
    }

    [Fact]
    public void The_file_of_the_unit_is_taken() =>
        Assert.Equal(new Uri("https://chat.example.com"), ReadFile(Repository.Read($"{Folder}/leanrx.json")).Server.PublicUrl);

    [Fact]
    public void The_file_of_the_map_is_taken()
    {
        var lines = Repository.Read($"{Folder}/kubernetes.yaml").Split('\n');
        var file = string.Join('\n', lines.SkipWhile(line => !line.Contains("leanrx.json: |", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromSeconds(10), ReadFile(file).Server.DrainTime);
    }

    ServeSettings ReadFile(string json)
    {
        var path = Path.Combine(_directory.FullName, "leanrx.json");
        File.WriteAllText(path, json);
        return Read(ConfigurationFile.Read(path, "--config", TextWriter.Null).Values);
    }

    /// <summary>Secrets are where the example is run.</summary>
    ServeSettings Read(IReadOnlyDictionary<string, string> told)
    {
        var key = Path.Combine(_directory.FullName, "master-key");
        File.WriteAllText(key, "secret\n");
        var here = told.ToDictionary(pair => pair.Key, pair => pair.Key.EndsWith("KeyFile", StringComparison.Ordinal) ? key : pair.Value);
        // What one example leaves to another.
        here.TryAdd("LeanRx:Url", ServeSettings.DefaultUrl);
        here.TryAdd("LeanRx:Engine:Apps:0:ApplicationId", "chat-example-application");
        here.TryAdd("LeanRx:Engine:Apps:0:MasterKeyFile", key);
        return ServeSettings.Read(new LayeredConfiguration([new ConfigurationLayer("the example", here!)], new Flags()));
    }

    [GeneratedRegex("""(?<name>LeanRx__\w+)(?:=|: )(?<value>"[^"]*"|\S+)""")]
    private static partial Regex Variables();
}
