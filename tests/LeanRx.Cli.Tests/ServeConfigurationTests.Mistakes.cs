using System.CommandLine;
using System.Net;
using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using LeanRx.Cli.Serving;
using LeanRx.Server;
using Microsoft.Extensions.Logging;

namespace LeanRx.Cli.Tests;

public sealed partial class ServeConfigurationTests
{
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

    public static TheoryData<string, string> WrongClusters => new()
    {
        { "--cluster Host=db --files f --data /srv", "--cluster Host=db: a cluster keeps its data in this database: leave out --data." },
        { "--cluster Host=db", "--cluster Host=db: a file that was uploaded to one server is asked of another: name a place for files that all of them share " +
            "with --files, a directory or a bucket." },
        { "--cluster leanrx --files f", "--cluster leanrx: give the database that the servers share, 'Host=…;Database=…;Username=…'." },
        { "--cluster-address 10.0.0.1:11111", "--cluster-address 10.0.0.1:11111: this is for a server of a cluster: name its database with --cluster." },
        { "--cluster-certificate c.pem", "--cluster-certificate c.pem: this is for a server of a cluster: name its database with --cluster." },
        { "--cluster Host=db --files f --cluster-certificate c.pem", "--cluster-certificate c.pem: name the authority of the certificates of all servers " +
            "with --cluster-authority." },
        { "--cluster Host=db --files f --cluster-authority a.pem", "--cluster-authority a.pem: name the certificate of this server with " +
            "--cluster-certificate." },
        { "--cluster Host=db --files f --cluster-key k.pem", "--cluster-key: name the certificate of this server with --cluster-certificate." },
        { "--cluster-name chat", "--cluster-name chat: this is for a server of a cluster: name its database with --cluster." },
        { "--cluster Host=db --files f --cluster-address 10.0.0.1", "--cluster-address 10.0.0.1: '10.0.0.1' is not of the form ADDRESS:PORT, for example " +
            "10.0.0.1:11111." },
        { "--cluster Host=db --files f --cluster-address db:11111", "--cluster-address db:11111: 'db:11111' is not of the form ADDRESS:PORT, for example " +
            "10.0.0.1:11111." },
        { "--cluster Host=db --files f --cluster-address [::]:1", "--cluster-address [::]:1: :: is no address at which others reach this node: expects one " +
            "of this machine." },
        { $"--cluster Host=db --files f --cluster-name {s_long}", $"--cluster-name {s_long}: '{s_long}' is no name for a cluster: expects 1 to 100 " +
            "characters." },
        { "--cluster Host=db;Password=secret --files f --data /srv", "--cluster: a cluster keeps its data in this database: leave out --data." },
    };

    static readonly string s_long = new('x', 101);

    [Theory]
    [MemberData(nameof(WrongClusters))]
    public void A_cluster_that_cannot_be_is_refused_with_the_argument_that_is_wrong(string arguments, string message) =>
        Assert.Equal([message], Assert.Throws<ToolException>(() => Read(arguments.Split(' '))).Messages);

    [Fact]
    public void All_that_is_wrong_with_a_cluster_is_told_at_once_and_where()
    {
        Tell("LeanRx__Cluster", "leanrx");
        var file = Write("leanrx.json", """{ "LeanRx": { "Data": "/srv", "ClusterAddress": "10.0.0.1" } }""");

        Assert.Equal(
            [
                "LeanRx:Cluster: give the database that the servers share, 'Host=…;Database=…;Username=…' (in the environment)",
                "LeanRx:Cluster: a cluster keeps its data in this database: leave out --data (in the environment)",
                "LeanRx:Cluster: a file that was uploaded to one server is asked of another: name a place for files that all of them share with --files, a " +
                    "directory or a bucket (in the environment)",
                $"LeanRx:ClusterAddress: '10.0.0.1' is not of the form ADDRESS:PORT, for example 10.0.0.1:11111 (in {file})",
            ], Assert.Throws<ToolException>(() => Read("--config", file)).Messages);
    }

    [Fact]
    public void A_cluster_is_told_by_arguments_and_its_password_by_a_file()
    {
        Tell("LeanRx__ClusterFile", Write("cluster", "Host=db;Password=secret\n"));
        var settings = Read("--cluster-address", "[fd00::1]:7000", "--cluster-name", "chat", "--files", "/mnt/shared");

        Assert.Equal(new OrleansClusterOptions
        {
            ConnectionString = "Host=db;Password=secret",
            Address = IPAddress.Parse("fd00::1"),
            Port = 7000,
            Name = "chat",
            Store = settings.Cluster!.Store,
        }, settings.Cluster);
        Assert.Equal((null, "/mnt/shared", ""), (settings.Directory, settings.Files, _warnings.ToString()));
    }
}
