using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Cli.Serving;
using LeanRx.Server;
using Microsoft.Extensions.Logging;

namespace LeanRx.Cli.Tests;

/// <summary>What <c>leanrx serve</c> takes from file, environment and command line, and what it says of what cannot be.</summary>
[Collection(nameof(ChangesTheEnvironment))]
public sealed partial class ServeConfigurationTests : IDisposable
{
    const string Id = "chat-example-application";

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leanrx-configuration-tests-");
    readonly Dictionary<string, string?> _before = [];
    readonly StringWriter _warnings = new();

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        _directory.Delete(recursive: true);
        _warnings.Dispose();
    }

    [Fact]
    public void The_command_line_stands_above_the_environment_and_the_environment_above_the_file()
    {
        var file = Write("leanrx.json", """
            {
              "LeanRx": {
                "MaxConnections": 10, "MaxConnectionsPerAddress": 11, "CloseTimeout": "00:00:12",
                "Engine": { "Limits": { "MaxMembers": 20, "MaxColumns": 21 } }
              }
            }
            """);
        Tell("LeanRx__MaxConnectionsPerAddress", "111");
        Tell("LEANRX__CLOSETIMEOUT", "00:00:22");
        Tell("LeanRx__Engine__Limits__MaxMembers", "200");
        var server = Read("--config", file, "--set", "CloseTimeout=00:00:23").Server;

        Assert.Equal((10, 111, TimeSpan.FromSeconds(23)), (server.MaxConnections, server.MaxConnectionsPerAddress, server.CloseTimeout));
        Assert.Equal(ServerLimits.Default with { MaxMembers = 200, MaxColumns = 21 }, server.Engine.Limits);
        Assert.Equal(new Uri("http://127.0.0.1:5454"), server.Url);
    }

    [Fact]
    public void The_environment_can_name_the_file()
    {
        Tell("LEANRX_CONFIG", Write("leanrx.json", """{ "LeanRx": { "MaxConnections": 10 } }"""));
        Assert.Equal(10, Read().Server.MaxConnections);
        Assert.Equal(11, Read("--config", Write("other.json", """{ "LeanRx": { "MaxConnections": 11 } }""")).Server.MaxConnections);
    }

    [Fact]
    public void Every_flag_is_an_option_of_the_file_too()
    {
        var file = Write("leanrx.json", """
            {
              // As in an application's own settings.
              "LeanRx": {
                "Url": "https://127.0.0.1:8443", "PublicUrl": "https://chat.example.com", "KnownProxies": [ "10.0.0.0/8" ], "MaxFileBytes": 2097152,
                "Data": "/srv/leanrx", "Certificate": "a.pem", "CertificateKey": "a.key", "LogFormat": "json", "LogLevel": "information",
                "LogLevels": { "LeanRx.Server.Host": "Debug" }, "Sqlite": { "MaxReaders": 3 },
                "Engine": {
                  "Limits": "Unlimited",
                  "Apps": [ { "ApplicationId": "chat-example-application", "ApplicationKey": "k", "MasterKey": "m", "RequireLoginSignature": true,
                    "RequireConversationSignature": true, "AllowedOrigins": [ "https://a.example" ] } ]
                }
              }
            }
            """);
        var told = Read("--config", file);
        var flagged = Read("--urls", "https://127.0.0.1:8443", "--public-url", "https://chat.example.com", "--known-proxies", "10.0.0.0/8", "--max-file-size",
            "2MB", "--data", "/srv/leanrx", "--certificate", "a.pem", "--certificate-key", "a.key", "--log-format", "json", "--log-level", "information",
            "--set", "LogLevels:LeanRx.Server.Host=Debug", "--set", "Sqlite:MaxReaders=3", "--limits", "none", "--app", $"{Id}:k:m", "--require-signatures",
            "--origins", "https://a.example");

        Assert.Equal(Plain(told), Plain(flagged));
        Assert.Equal(told.Server.KnownProxies, flagged.Server.KnownProxies);
        Assert.Equal(PlainApp(told), PlainApp(flagged));
        Assert.Equal(told.Log.Levels, flagged.Log.Levels);
        Assert.Equal(("/srv/leanrx", 3, LogFormat.Json, LogLevel.Information, LogLevel.Debug, true), (told.Directory, told.Sqlite.MaxReaders, told.Log.Format,
            told.Log.Level, told.Log.Levels["LeanRx.Server.Host"], told.Server.Engine.Apps![0].RequireLoginSignature));
        Assert.Equal(ServerLimits.Unlimited, told.Server.Engine.Limits);
    }

    [Fact]
    public void A_list_of_the_command_line_replaces_that_of_the_file()
    {
        var file = Write("leanrx.json", """{ "LeanRx": { "KnownProxies": [ "10.0.0.1", "10.0.0.2" ] } }""");
        Assert.Equal(["10.0.0.3"], Read("--config", file, "--known-proxies", "10.0.0.3").Server.KnownProxies);
    }

    [Fact]
    public void Applications_of_all_sources_may_connect_and_a_key_of_a_later_source_stands_above_that_of_an_earlier()
    {
        var file = Write("leanrx.json", """
            {
              "LeanRx": {
                "Engine": {
                  "Apps": [ { "ApplicationId": "first-application", "MasterKey": "of-the-file", "EnforceRoles": true },
                    { "ApplicationId": "other-application", "MasterKeyFile": "nowhere" } ]
                }
              }
            }
            """);
        Tell("LEANRX_APPS", "first-application:key:of-the-environment other-application:key:master");
        var apps = Read("--config", file, "--app", "third-application").Server.Engine.Apps!;
        Assert.Equal(
            [
                new AppOptions { ApplicationId = "first-application", ApplicationKey = "key", MasterKey = "of-the-environment", EnforceRoles = true },
                new AppOptions { ApplicationId = "other-application", ApplicationKey = "key", MasterKey = "master" },
                new AppOptions { ApplicationId = "third-application" },
            ], apps.Select(app => app with { AllowedOrigins = new AppOptions { ApplicationId = "" }.AllowedOrigins }));
    }

    [Fact]
    public void A_secret_is_taken_from_a_file_without_the_line_end_of_the_editor()
    {
        var key = Write("master-key", "my master\n");
        Assert.Equal("my master", Read("--app", Id, "--master-key-file", key).Server.Engine.Apps![0].MasterKey);
        Tell("LeanRx__Engine__Apps__0__MasterKeyFile", key);
        Tell("LeanRx__Engine__Apps__0__ApplicationId", Id);
        Assert.Equal("my master", Read().Server.Engine.Apps![0].MasterKey);
        Assert.Equal("", _warnings.ToString());
    }

    [Fact]
    public void A_secret_on_the_command_line_works_and_is_warned_of()
    {
        Assert.Equal("secret", Read("--app", Id, "--set", "Engine:Apps:0:MasterKey=secret").Server.Engine.Apps![0].MasterKey);
        Assert.Equal("leanrx: --set Engine:Apps:0:MasterKey: it stands in the list of processes, for everybody on this machine; give it in the environment, " +
            $"or in a file that Engine:Apps:0:MasterKeyFile names{Environment.NewLine}", _warnings.ToString());
    }

    [Fact]
    public void A_file_with_keys_that_others_can_read_is_warned_of()
    {
        // Only there do files have such modes.
        if (OperatingSystem.IsWindows())
            return;
        var file = Write("leanrx.json", """{ "LeanRx": { "Engine": { "Apps": [ { "ApplicationId": "one", "MasterKey": "secret" } ] } } }""");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Read("--config", file);
        Assert.Equal("", _warnings.ToString());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Read("--config", file);
        Assert.Equal($"leanrx: --config {file}: there are keys in it, and others on this machine can read it; chmod 600 keeps them{Environment.NewLine}",
            _warnings.ToString());
    }

    [Fact]
    public void A_password_in_the_name_of_a_database_is_a_secret_too()
    {
        const string data = "Host=db;Username=leanrx;Password=secret";
        Assert.Equal(data, Read("--data", data).Directory);
        Assert.StartsWith("leanrx: --data: its password stands in the list of processes", _warnings.ToString(), StringComparison.Ordinal);
        Assert.Contains("LeanRx:Data = … (--data)", Layered("--data", data).Lines());

        Tell("LeanRx__DataFile", Write("data", data + "\n"));
        Assert.Equal(data, Read().Directory);
    }

    [Fact]
    public void Secrets_that_cannot_be_are_not_repeated()
    {
        Tell("LeanRx__Engine__Apps__0__MasterKey", "secret");
        Tell("LeanRx__Engine__Apps__0__MasterKeyFile", Write("key", "secret"));
        Assert.Equal(["LeanRx:Engine:Apps:0:MasterKey: LeanRx:Engine:Apps:0:MasterKeyFile is given as well: give one of them (in the environment)"],
            Assert.Throws<ToolException>(() => Read()).Messages);
    }

    [Fact]
    public void An_empty_file_is_no_secret()
    {
        var file = Write("empty", "\n");
        Assert.Equal([$"--master-key-file {file}: the file is empty."],
            Assert.Throws<ToolException>(() => Read("--app", Id, "--master-key-file", file)).Messages);
    }

    [Fact]
    public void What_was_told_can_be_looked_at_without_secrets()
    {
        var file = Write("leanrx.json",
            """{ "LeanRx": { "MaxConnections": 10, "Engine": { "Apps": [ { "ApplicationId": "one", "MasterKey": "secret" } ] } } }""");
        Tell("LeanRx__Data", "/srv");
        Assert.Equal(
            [
                "LeanRx:Data = /srv (the environment)",
                "LeanRx:Engine:Apps:0:ApplicationId = one (" + file + ")",
                "LeanRx:Engine:Apps:0:MasterKey = … (" + file + ")",
                "LeanRx:LogLevel = Debug (--verbose)",
                "LeanRx:MaxConnections = 11 (--set)",
                "LeanRx:Url = http://127.0.0.1:5454 (the default)",
            ], Layered("--config", file, "--verbose", "--set", "MaxConnections=11").Lines());
    }

    static void AssertRefused(string message, string source, ToolException refusal)
    {
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(source, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    static object Plain(ServeSettings settings) => (settings.Server.Url, settings.Server.PublicUrl, settings.Server.MaxFileBytes, settings.Directory,
        settings.Sqlite, settings.Certificate, settings.CertificateKey, settings.Log.Format, settings.Log.Level, settings.Server.Engine.Limits);

    static object PlainApp(ServeSettings settings) => (Assert.Single(settings.Server.Engine.Apps!) with { AllowedOrigins = s_none },
        string.Join(' ', settings.Server.Engine.Apps![0].AllowedOrigins));

    static readonly IReadOnlyList<string> s_none = [];

    ServeSettings Read(params string[] arguments) => ServeSettings.Read(Layered(arguments));

    LayeredConfiguration Layered(params string[] arguments)
    {
        var told = new ServeArguments();
        var command = new RootCommand();
        foreach (var option in told.All)
            command.Add(option);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return ServeConfiguration.Read(told, parsed, _warnings);
    }

    void Tell(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
