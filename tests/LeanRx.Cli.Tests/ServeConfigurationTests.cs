using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Cli.Serving;
using LeanRx.Server;
using Microsoft.Extensions.Logging;

namespace LeanRx.Cli.Tests;

/// <summary>What <c>leanrx serve</c> takes from file, environment and command line, and what it says of what cannot be.</summary>
[Collection("environment")]
public sealed class ServeConfigurationTests : IDisposable
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

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "MaxFileBytes", "0", "LeanRx:MaxFileBytes = '0': MaxFileBytes ('0') must be a non-negative and non-zero value" },
        { "MaxFileBytes", "lots", "LeanRx:MaxFileBytes = 'lots': must be a whole number of at most 9,223,372,036,854,775,807" },
        { "CloseTimeout", "5", "LeanRx:CloseTimeout = '5': must be a time such as 00:00:30, or Infinite" },
        { "Engine:Limits:MaxMembers", "0", "LeanRx:Engine:Limits:MaxMembers = '0': MaxMembers must be at least 1" },
        { "Engine:Limits:MaxMember", "5", "LeanRx:Engine:Limits:MaxMember: there is no such option, or configuration cannot tell it; did you mean " +
            "MaxMembers?" },
        { "Engine:Limts:MaxMembers", "5", "LeanRx:Engine:Limts: there is no such option, or configuration cannot tell it; did you mean Limits?" },
        { "Engine:Limits", "none", "LeanRx:Engine:Limits = 'none': must be one of Default, LeanCloud, Unlimited" },
        { "Dta", "/srv", "LeanRx:Dta: there is no such option, or configuration cannot tell it; did you mean Data?" },
        { "Push:MaxAttemts", "5", "LeanRx:Push:MaxAttemts: there is no such option, or configuration cannot tell it; did you mean MaxAttempts?" },
        { "Zebra", "1", "LeanRx:Zebra: there is no such option, or configuration cannot tell it" },
        { "Url", "nowhere", "LeanRx:Url = 'nowhere': must be an absolute URL" },
        { "Url", "http://127.0.0.1:0/chat", "LeanRx:Url = 'http://127.0.0.1:0/chat': give one URL of the form http://ADDRESS:PORT" },
        { "Url", "http://0.0.0.0:80", "LeanRx:Url = 'http://0.0.0.0:80': others can reach this address, and the only application is the one for demos" },
        { "PublicUrl", "ftp://a.example", "LeanRx:PublicUrl = 'ftp://a.example': PublicUrl must be a URL that begins with http, https, ws or wss" },
        { "KnownProxies:0", "nowhere", "LeanRx:KnownProxies:0 = 'nowhere': KnownProxies has 'nowhere', which is no address or network" },
        { "Data", "", "LeanRx:Data = '': must be a directory, or memory" },
        { "LogFormat", "xml", "LeanRx:LogFormat = 'xml': must be one of Text, Json" },
        { "LogLevel", "loud", "LeanRx:LogLevel = 'loud': must be one of Trace, Debug, Information, Warning, Error, Critical, None" },
        { "LogLevels:LeanRx", "loud", "LeanRx:LogLevels:LeanRx = 'loud': must be one of Trace" },
        { "Sqlite:MaxReaders", "0", "LeanRx:Sqlite:MaxReaders = '0': MaxReaders ('0') must be greater than or equal to '1'" },
        { "Sqlite:Durability", "None", "LeanRx:Sqlite:Durability = 'None': must be one of Full, Normal" },
        { "Sqlite:Cache", "1", "LeanRx:Sqlite:Cache: there is no such option" },
        { "Engine:Apps:0:MasterKey", "secret", "LeanRx:Engine:Apps:0:ApplicationId: ApplicationId must not be empty" },
        { "Engine:Apps:0:MasterKeyFile", "/no/such/file", "LeanRx:Engine:Apps:0:MasterKeyFile = '/no/such/file': cannot be read: Could not find" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_value_that_cannot_be_is_named_with_its_key_its_bound_and_its_source(string key, string value, string message)
    {
        Tell("LeanRx__" + key.Replace(":", "__", StringComparison.Ordinal), value);
        // Nothing is a value too.
        if (value.Length > 0)
            AssertRefused(message, "(in the environment)", Assert.Throws<ToolException>(() => Read()));
        Tell("LeanRx__" + key.Replace(":", "__", StringComparison.Ordinal), null);

        var json = key.Split(':').Reverse().Aggregate($"\"{value}\"", static (inner, name) => name == "0" ? $"[ {inner} ]" : $$"""{ "{{name}}": {{inner}} }""");
        var file = Write("leanrx.json", $$"""{ "LeanRx": {{json}} }""");
        AssertRefused(message, $"(in {file})", Assert.Throws<ToolException>(() => Read("--config", file)));

        var flagged = Assert.Throws<ToolException>(() => Read("--set", $"{key}={value}")).Message;
        Assert.StartsWith("--set ", flagged, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", flagged, StringComparison.Ordinal);
        Assert.Contains(message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..], flagged, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var file = Write("leanrx.json",
            """{ "LeanRx": { "Dta": 1, "MaxConnections": "many", "LogLevel": "loud", "Engine": { "Limits": { "MaxMember": 1 } } } }""");
        Assert.Equal(["LeanRx:LogLevel", "LeanRx:MaxConnections", "LeanRx:Engine:Limits:MaxMember", "LeanRx:Dta"],
            Assert.Throws<ToolException>(() => Read("--config", file)).Messages.Select(message => message.Split(' ')[0].TrimEnd(':')));
    }

    [Theory]
    [InlineData("{", "cannot be used: ")]
    [InlineData("[]", "cannot be used: ")]
    [InlineData("""{ "LeanRx": { "MaxConnections": 1, "MaxConnections": 2 } }""", "cannot be used: ")]
    [InlineData("""{ "LeanRx": {}, "Logging": {} }""", "Logging: there is no such section, the options of the server stand in LeanRx")]
    [InlineData("""{ "Leanx": {} }""", "Leanx: there is no such section, the options of the server stand in LeanRx; did you mean LeanRx?")]
    public void A_file_that_cannot_be_is_named(string text, string message)
    {
        var file = Write("leanrx.json", text);
        Assert.StartsWith($"--config {file}: {message}", Assert.Throws<ToolException>(() => Read("--config", file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config", "/no/such/file", "--config /no/such/file: cannot be used: Could not find")]
    [InlineData("--config", "/", "--config /: cannot be used: ")]
    [InlineData("--set", "MaxConnections", "--set MaxConnections: give KEY=VALUE")]
    [InlineData("--set", "=5", "--set =5: give KEY=VALUE")]
    [InlineData("--master-key-file", "/no/such/file", "--master-key-file /no/such/file: it is for one application, and 0 are told")]
    [InlineData("--log-format", "xml", "--log-format xml: must be one of Text, Json")]
    [InlineData("--log-level", "loud", "--log-level loud: must be one of")]
    [InlineData("--max-file-size", "lots", "--max-file-size lots: give a number of bytes")]
    [InlineData("--known-proxies", "nowhere", "--known-proxies nowhere: KnownProxies has 'nowhere'")]
    [InlineData("--origins", "example.com", "--origins example.com: AllowedOrigins must hold origins")]
    public void An_argument_that_cannot_be_is_named(string option, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<ToolException>(() => Read(option, value)).Message, StringComparison.Ordinal);

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
