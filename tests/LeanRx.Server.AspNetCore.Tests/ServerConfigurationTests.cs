using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A server whose options stand in configuration.</summary>
[Trait("Speed", "slow")]
public class ServerConfigurationTests : ServerTest
{
    static readonly (string Key, string Value)[] s_app = [("Engine:Apps:0:ApplicationId", "chat-example-application"), ("Engine:Apps:0:MasterKey", "secret")];

    static readonly Dictionary<Type, string> s_values = new()
    {
        [typeof(bool)] = "",
        [typeof(int)] = "777",
        [typeof(long)] = "777777777",
        [typeof(TimeSpan)] = "00:01:17",
        [typeof(Uri)] = "https://example.com/77",
        [typeof(RateLimitAction)] = "Ignore",
    };

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "MaxFileBytes", "0", "LeanRx:MaxFileBytes = '0': MaxFileBytes ('0') must be a non-negative and non-zero value." },
        { "MaxFileBytes", "1MB", "LeanRx:MaxFileBytes = '1MB': must be a whole number of at most 9,223,372,036,854,775,807." },
        { "CloseTimeout", "25.00:00:00", "LeanRx:CloseTimeout = '25.00:00:00': CloseTimeout must be 00:00:00.0010000 to 24 days" },
        { "CloseTimeout", "1", "LeanRx:CloseTimeout = '1': must be a time such as 00:00:30" },
        { "KeepAliveTimeout", "00:00:20", "LeanRx:KeepAliveTimeout = '00:00:20': KeepAliveTimeout must be longer than KeepAliveInterval (00:00:24)" },
        { "PublicUrl", "ftp://example.com", "LeanRx:PublicUrl = 'ftp://example.com': PublicUrl must be a URL that begins with http" },
        { "Engine:Limits:MaxMembers", "0", "LeanRx:Engine:Limits:MaxMembers = '0': MaxMembers must be at least 1." },
        { "Engine:Limits:MaxFrameDepth", "1001", "LeanRx:Engine:Limits:MaxFrameDepth = '1001': MaxFrameDepth must be at most 1000." },
        { "Engine:Limits:MaxPendingBytes", "2000000000", "LeanRx:Engine:Limits:MaxPendingBytes = '2000000000': MaxTotalPendingBytes must be at least" },
        { "Engine:Limits:OnRateExceeded", "1", "LeanRx:Engine:Limits:OnRateExceeded = '1': must be one of Refuse, Ignore." },
        { "Engine:Limits:MaxMember", "5", "LeanRx:Engine:Limits:MaxMember: there is no such option" },
        { "Engine:Limits", "LeanCloudy", "LeanRx:Engine:Limits = 'LeanCloudy': must be one of Default, LeanCloud, Unlimited." },
        { "Engine:Apps:1:MasterKey", "secret", "LeanRx:Engine:Apps:1:ApplicationId: ApplicationId must not be empty." },
        { "Engine:Apps:1:ApplicationId", "chat-example-application", "Apps names the application 'chat-example-application' twice." },
        { "Engine:Apps:0:AllowedOrigins:1", "example.com", "LeanRx:Engine:Apps:0:AllowedOrigins:1 = 'example.com': AllowedOrigins must hold origins" },
        { "Engine:Apps:0:AllowedOrigins", "https://example.com", "LeanRx:Engine:Apps:0:AllowedOrigins = 'https://example.com': must be a list." },
        { "Engine:Apps:0:RequireLoginSignatures", "true", "LeanRx:Engine:Apps:0:RequireLoginSignatures: there is no such option" },
        { "KnownProxies:0", "nowhere", "LeanRx:KnownProxies:0 = 'nowhere': KnownProxies has 'nowhere'" },
        { "Engine:Limits:MaxMembres", "5", "cannot tell it; did you mean MaxMembers?" },
        { "Engine:Apps:0:MasterKeyFile", "/no/such/file", "LeanRx:Engine:Apps:0:MasterKey: LeanRx:Engine:Apps:0:MasterKeyFile is given as well" },
        { "Engine:Apps:0:ApplicationKeyFile", "/no/such/file", "LeanRx:Engine:Apps:0:ApplicationKeyFile = '/no/such/file': cannot be read: " },
        { "Store", "data.db", "LeanRx:Store: there is no such option, or configuration cannot tell it." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_that_cannot_be_refuses_the_start_and_names_key_value_and_bound(string key, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RunAsync(s_app.Append((key, value))));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Applications_of_configuration_are_the_only_ones()
    {
        var services = await RunAsync(s_app);
        var engine = services.GetRequiredService<MessagingEngine>();
        Assert.Same(services.GetRequiredService<IMeterFactory>(), engine.Options.MeterFactory);
        Assert.Equal("chat-example-application", Assert.Single(engine.Options.Apps!).ApplicationId);
    }

    /// <summary>Also who binds by the binder of .NET gets nothing beside what he has written.</summary>
    [Fact]
    public void Binding_adds_nothing_to_the_demo_application() =>
        Assert.Equal("chat-example-application", Assert.Single(SectionOf(s_app).Get<LeanServerOptions>()!.Engine.Apps!).ApplicationId);

    [Fact]
    public async Task What_configuration_cannot_tell_is_given_by_code()
    {
        var store = new InMemoryMessageStore();
        var services = await RunAsync(s_app, (_, options) => options with { Store = store, MaxFileBytes = options.MaxFileBytes + 1 });
        Assert.Same(store, services.GetRequiredService<Hosting.Internal.ServerHost>().Store);
    }

    [Fact]
    public void Options_are_read_and_checked_without_a_server_and_others_may_have_keys_beside_them()
    {
        var section = SectionOf([.. s_app, ("MaxConnections", "7"), ("Theirs", "8")]);
        Assert.Equal(7, LeanServerOptions.FromConfiguration(section, "Theirs").MaxConnections);
        Assert.Equal(["LeanRx:Theirs: there is no such option, or configuration cannot tell it."],
            Assert.Throws<OptionsValidationException>(() => LeanServerOptions.FromConfiguration(section)).Failures);
        Assert.Equal(["LeanRx:Engine:Limits:MaxMembers = '0': MaxMembers must be at least 1."], Assert.Throws<OptionsValidationException>(() =>
            LeanServerOptions.FromConfiguration(SectionOf([.. s_app, ("Engine:Limits:MaxMembers", "0")]))).Failures);
        Assert.Equal(["LeanRx:CloseTimeout = '00:00:00': CloseTimeout must be 00:00:00.0010000 to 24 days."], Assert.Throws<OptionsValidationException>(() =>
            LeanServerOptions.FromConfiguration(SectionOf([.. s_app, ("CloseTimeout", "00:00:00")]))).Failures);
    }

    [Fact]
    public void A_key_is_taken_from_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "secret of the file\r\n");
            var options = LeanServerOptions.FromConfiguration(SectionOf([("Engine:Apps:0:ApplicationId", "one"), ("Engine:Apps:0:MasterKeyFile", file)]));
            Assert.Equal("secret of the file", options.Engine.Apps![0].MasterKey);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Ready_limits_are_named_and_changed()
    {
        var named = (await RunAsync([.. s_app, ("Engine:Limits", "LeanCloud"), ("Engine:Limits:MaxMembers", "7")])).GetRequiredService<MessagingEngine>();
        Assert.Equal(ServerLimits.LeanCloud with { MaxMembers = 7 }, named.Options.Limits);
    }

    public static TheoryData<string> Simple => new(new[] { (typeof(LeanServerOptions), ""), (typeof(ServerLimits), "Engine:Limits:"),
        (typeof(AppOptions), "Engine:Apps:0:") }.SelectMany(it => it.Item1.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(option => s_values.ContainsKey(Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType))
        .Select(option => it.Item2 + option.Name)));

    /// <summary>An option that is added to the server is an option in configuration as well.</summary>
    [Theory]
    [MemberData(nameof(Simple))]
    public async Task Every_option_that_configuration_can_tell_is_told_by_its_name(string key)
    {
        var name = key[(key.LastIndexOf(':') + 1)..];
        var type = key.Contains("Limits", StringComparison.Ordinal) ? typeof(ServerLimits) : key.Contains("Apps", StringComparison.Ordinal)
            ? typeof(AppOptions) : typeof(LeanServerOptions);
        var option = type.GetProperty(name)!;
        object Holder(LeanServerOptions options) => type == typeof(ServerLimits) ? options.Engine.Limits : type == typeof(AppOptions)
            ? options.Engine.Apps![0] : options;
        var plain = await ReadAsync(s_app);
        var value = option.PropertyType == typeof(bool) ? (!(bool)option.GetValue(Holder(plain))!).ToString()
            : s_values[Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType];

        // Longer than the longest interval.
        var options = await ReadAsync([("KeepAliveTimeout", "00:02:00"), .. s_app, (key, value)]);
        Assert.Equal(value, option.GetValue(Holder(options))!.ToString());
    }

    static async Task<LeanServerOptions> ReadAsync(IEnumerable<(string, string)> values)
    {
        await using var services = new ServiceCollection().AddLeanRx(SectionOf(values)).BuildServiceProvider();
        return services.GetRequiredService<Hosting.Internal.ServerHost>().Options;
    }

    async Task<IServiceProvider> RunAsync(IEnumerable<(string, string)> values, Func<IServiceProvider, LeanServerOptions, LeanServerOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        builder.Logging.ClearProviders();
        builder.Services.AddLeanRx(SectionOf(values), configure);
        var application = Own(builder.Build());
        await application.StartAsync(Patience);
        return application.Services;
    }

    /// <summary>A section of configuration; what stands there twice has its last value.</summary>
    static IConfigurationSection SectionOf(IEnumerable<(string Key, string Value)> values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Reverse().DistinctBy(it => it.Key).Select(it => KeyValuePair.Create($"LeanRx:{it.Key}", (string?)it.Value)))
        .Build().GetSection("LeanRx");
}
