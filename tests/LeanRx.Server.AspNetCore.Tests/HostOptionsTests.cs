namespace LeanRx.Server.AspNetCore.Tests;

public class HostOptionsTests : ServerTest
{
    public static TheoryData<string, Func<LeanServerOptions, LeanServerOptions>> Wrong => new()
    {
        { "MaxFileBytes", it => it with { MaxFileBytes = 0 } },
        { "UploadTimeToLive", it => it with { UploadTimeToLive = TimeSpan.Zero } },
        { "RouteTimeToLive", it => it with { RouteTimeToLive = TimeSpan.FromMilliseconds(999) } },
        { "KeepAliveInterval", it => it with { KeepAliveInterval = TimeSpan.FromTicks(-1) } },
        { "KeepAliveTimeout", it => it with { KeepAliveTimeout = TimeSpan.Zero } },
        { "KeepAliveTimeout must be longer than KeepAliveInterval", it =>
            it with { KeepAliveInterval = TimeSpan.FromSeconds(20), KeepAliveTimeout = TimeSpan.FromSeconds(20) } },
        { "CloseTimeout must be 00:00:00.0010000 to 24 days", it => it with { CloseTimeout = TimeSpan.FromDays(25) } },
        { "DrainTime must be 00:00:00 to 24 days", it => it with { DrainTime = TimeSpan.FromTicks(-1) } },
        { "GoAwayTime must be 00:00:00 to 24 days", it => it with { GoAwayTime = TimeSpan.FromTicks(-1) } },
        { "PublicUrl must be a URL that begins with http, https, ws or wss; 'ftp://example.com/' does not", it =>
            it with { PublicUrl = new Uri("ftp://example.com") } },
        { "LeanServerOptions.Url must be http://ADDRESS:PORT", it => it with { Url = new Uri("https://127.0.0.1:0") } },
        { "MaxMembers must be at least 1", it => it with { Engine = new() { Limits = new() { MaxMembers = 0 } } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task An_option_out_of_its_range_is_refused_by_name_before_anything_listens(string message,
        Func<LeanServerOptions, LeanServerOptions> change) =>
        Assert.Contains(message, (await Assert.ThrowsAnyAsync<ArgumentException>(() => LeanServer.StartAsync(change(new()), Patience))).Message,
            StringComparison.Ordinal);
}
