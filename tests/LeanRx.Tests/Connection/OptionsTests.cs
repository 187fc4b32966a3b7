using System.Reactive.Concurrency;

namespace LeanRx.Tests.Connection;

public class OptionsTests
{
    public static TheoryData<string, Func<LeanClientOptions, LeanClientOptions>> Wrong => new()
    {
        { "ClientId", options => options with { ClientId = "" } },
        { "A client id has 1 to 64 characters", options => options with { ClientId = new string('x', 65) } },
        { "ApplicationId", options => options with { ApplicationId = "" } },
        { "ConnectTimeout", options => options with { ConnectTimeout = TimeSpan.Zero } },
        { "OpenTimeout", options => options with { OpenTimeout = TimeSpan.FromSeconds(-5) } },
        { "CommandTimeout", options => options with { CommandTimeout = TimeSpan.Zero } },
        { "OfflineTimeout", options => options with { OfflineTimeout = TimeSpan.Zero } },
        { "KeepAliveInterval", options => options with { KeepAliveInterval = TimeSpan.Zero } },
        { "KeepAliveTimeout", options => options with { KeepAliveTimeout = TimeSpan.Zero } },
        { "MaxPendingCommands must be at least 1", options => options with { MaxPendingCommands = 0 } },
        { "MaxHeldMessages", options => options with { MaxHeldMessages = 0 } },
        { "MaxPendingDeliveries", options => options with { MaxPendingDeliveries = 0 } },
        { "MaxFrameBytes", options => options with { MaxFrameBytes = 0 } },
        { "ApplicationKey", options => options with { ApplicationKey = null! } },
        { "ApiServer must be a URL that begins with http or https", options => options with { ApiServer = new Uri("ftp://chat.example/") } },
        { "MessageTypes", options => options with { MessageTypes = null! } },
        { "KeepAliveTimeout must be longer than KeepAliveInterval", options =>
            options with { KeepAliveInterval = TimeSpan.FromSeconds(60), KeepAliveTimeout = TimeSpan.FromSeconds(60) } },
        { "Tag must not be empty", options => options with { Tag = "" } },
        { "DeviceId must not be empty", options => options with { DeviceId = "" } },
        { "ReconnectPolicy", options => options with { ReconnectPolicy = null! } },
        { "LoggerFactory", options => options with { LoggerFactory = null! } },
        { "ImmediateScheduler", options => options with { Scheduler = ImmediateScheduler.Instance } },
        { "CurrentThreadScheduler", options => options with { Scheduler = CurrentThreadScheduler.Instance } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_work_is_refused_by_name(string named, Func<LeanClientOptions, LeanClientOptions> change) =>
        Assert.Contains(named, Assert.ThrowsAny<ArgumentException>(() => new SessionWorld(change)).Message);

    [Fact]
    public void Compilers_that_know_no_required_members_make_options_with_a_constructor()
    {
        var constructor = typeof(LeanClientOptions).GetConstructor([typeof(Uri), typeof(string)])!;
        var attributes = constructor.CustomAttributes.Select(attribute => attribute.AttributeType.Name).ToList();
        Assert.Contains("SetsRequiredMembersAttribute", attributes);
        Assert.DoesNotContain("ObsoleteAttribute", attributes);
        Assert.Equal(new LeanClientOptions { Server = new Uri("ws://chat.example/"), ClientId = "tom" },
            new LeanClientOptions(new Uri("ws://chat.example/"), "tom"));
    }
}
