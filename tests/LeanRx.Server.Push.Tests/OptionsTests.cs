using LeanRx.Server.Push.Tests.Support;
using LeanRx.Server.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.Push.Tests;

/// <summary>Options from configuration, and what is said of those that cannot be used.</summary>
public sealed class OptionsTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("leanrx-push-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Configuration_tells_everything_and_keys_stand_in_files()
    {
        var options = Read(("Apps:0:ApplicationId", "demo"), ("Apps:0:Apns:PrivateKeyFile", Written(Keys.Apns.PrivateKey)), ("Apps:0:Apns:KeyId", "KEY4567890"),
            ("Apps:0:Apns:TeamId", "TEAM567890"), ("Apps:0:Apns:Topic", "com.example.chat"), ("Apps:0:Apns:Server", "https://api.sandbox.push.apple.com"),
            ("Apps:0:Fcm:ServiceAccountFile", Written(Keys.Fcm.ServiceAccount)), ("Apps:0:DefaultPushData", """{"alert":"New"}"""),
            ("Apps:0:CoalesceInterval", "00:00:05"), ("Apps:0:TimeToLive", "02:00:00"), ("MaxPendingCount", "5"), ("MaxPendingBytes", "6"),
            ("MaxConcurrentRequests", "7"), ("MaxAttempts", "8"), ("RetryDelay", "00:00:09"), ("RequestTimeout", "00:00:10"), ("DrainTime", "00:00:11"));

        Assert.Equal(new PushOptions
        {
            Apps = options.Apps,
            MaxPendingCount = 5,
            MaxPendingBytes = 6,
            MaxConcurrentRequests = 7,
            MaxAttempts = 8,
            RetryDelay = TimeSpan.FromSeconds(9),
            RequestTimeout = TimeSpan.FromSeconds(10),
            DrainTime = TimeSpan.FromSeconds(11),
        }, options);
        Assert.Equal(new AppPushOptions
        {
            ApplicationId = "demo",
            Apns = Keys.Apns with { PrivateKey = Keys.Apns.PrivateKey, Server = ApnsOptions.Sandbox },
            Fcm = Keys.Fcm,
            DefaultPushData = """{"alert":"New"}""",
            CoalesceInterval = TimeSpan.FromSeconds(5),
            TimeToLive = TimeSpan.FromHours(2),
        }, Assert.Single(options.Apps));
    }

    [Theory]
    [InlineData("Push:Apps:0:Apns:KeyId", "", "Push:Apps:0:Apns:KeyId = '': KeyId must be given, in printable ASCII without spaces.")]
    [InlineData("Push:Apps:0:Apns:PrivateKey", "secret", "Push:Apps:0:Apns:PrivateKey = '…': PrivateKey must be the text of the .p8 file of an APNs key")]
    [InlineData("Push:Apps:0:Apns:Server", "ftp://x", "Push:Apps:0:Apns:Server = 'ftp://x': Server must be an http or https address without path")]
    [InlineData("Push:Apps:0:Fcm:ServiceAccount", "{}", "Push:Apps:0:Fcm:ServiceAccount = '…': ServiceAccount must be the text of the JSON file")]
    [InlineData("Push:Apps:0:DefaultPushData", "Hi", "Push:Apps:0:DefaultPushData = 'Hi': DefaultPushData must be an object of JSON")]
    [InlineData("Push:Apps:0:CoalesceInterval", "02:00:00", "Push:Apps:0:CoalesceInterval = '02:00:00': CoalesceInterval must be at least zero")]
    [InlineData("Push:Apps:0:Topik", "x", "Push:Apps:0:Topik: there is no such option, or configuration cannot tell it")]
    [InlineData("Push:MaxAttempts", "0", "Push:MaxAttempts = '0': MaxAttempts must be at least 1.")]
    [InlineData("Push:RetryDelay", "00:00:00", "Push:RetryDelay = '00:00:00': RetryDelay must be longer than zero and at most 1 hour.")]
    [InlineData("Push:RetryDelay", "5", "Push:RetryDelay = '5': must be a time such as 00:00:30, or Infinite.")]
    public void A_value_that_cannot_be_used_is_named_with_its_key_and_bound(string key, string value, string message)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Read(("Apps:0:ApplicationId", "demo"), ("Apps:0:Apns:PrivateKey", Keys.Apns.PrivateKey),
            ("Apps:0:Apns:KeyId", "KEY4567890"), ("Apps:0:Apns:TeamId", "TEAM567890"), ("Apps:0:Apns:Topic", "com.example.chat"),
            (key["Push:".Length..], value)));

        Assert.StartsWith(message, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_without_a_provider_and_no_application_at_all_are_refused()
    {
        Assert.Contains("The application 'demo' has neither Apns nor Fcm: nobody could be notified.",
            Assert.Throws<OptionsValidationException>(() => Read(("Apps:0:ApplicationId", "demo"))).Failures.Single(), StringComparison.Ordinal);
        Assert.Contains("Apps must name at least one application.",
            Assert.Throws<OptionsValidationException>(() => Read(("MaxAttempts", "5"))).Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_the_server_does_not_have_is_refused_at_the_start()
    {
        await using var world = new World();

        var refusal = Assert.Throws<ArgumentException>(() => PushService.Start(world.Engine,
            new PushOptions { Apps = [new AppPushOptions { ApplicationId = "chat", Apns = Keys.Apns }] }));

        Assert.StartsWith("The server has no application 'chat'; it has demo.", refusal.Message, StringComparison.Ordinal);
    }

    PushOptions Read(params (string Key, string Value)[] settings) => PushOptions.FromConfiguration(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Push:" + setting.Key, (string?)setting.Value))
        .GroupBy(setting => setting.Key).Select(group => group.Last())).Build().GetSection("Push"));

    string Written(string text)
    {
        var path = Path.Combine(_directory, $"{Guid.NewGuid():N}");
        File.WriteAllText(path, text + "\n");
        return path;
    }
}
