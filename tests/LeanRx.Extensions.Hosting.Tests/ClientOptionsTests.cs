using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeanRx.Extensions.Hosting.Tests;

public class ClientOptionsTests : HostTest
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "ConnectTimeout", "-00:00:01", "Chat:ConnectTimeout = '-00:00:01': ConnectTimeout must be longer than zero, or Timeout.InfiniteTimeSpan" },
        { "KeepAliveTimeout", "00:00:20", "Chat:KeepAliveTimeout = '00:00:20': KeepAliveTimeout must be longer than KeepAliveInterval (00:00:20)" },
        { "KeepAliveInterval", "00:02:00", "Chat:KeepAliveInterval = '00:02:00': KeepAliveTimeout must be longer than KeepAliveInterval (00:02:00)" },
        { "MaxPendingCommands", "0", "Chat:MaxPendingCommands = '0': MaxPendingCommands must be at least 1" },
        { "MaxPendingCommands", "many", "Chat:MaxPendingCommands = 'many': must be a whole number of at most 2,147,483,647" },
        { "MaxPendingCommands", "2147483648", "Chat:MaxPendingCommands = '2147483648': must be a whole number of at most 2,147,483,647" },
        { "OpenTimeout", "30", "Chat:OpenTimeout = '30': must be a time such as 00:00:30, or Infinite" },
        { "RequireTls", "ja", "Chat:RequireTls = 'ja': must be true or false" },
        { "Server", "chat.example.com", "Chat:Server = 'chat.example.com': must be an absolute URL" },
        { "Server", "ftp://example.com", "Chat:Server = 'ftp://example.com': Server must be a URL that begins with http, https, ws or wss" },
        { "ApplicationId", "", "Chat:ApplicationId = '': ApplicationId must not be empty" },
        { "ClientId", "", "Chat:ClientId = ''" },
        { "Network:HttpVersionPolicy", "Newest", "Chat:Network:HttpVersionPolicy = 'Newest': must be one of RequestVersionOrLower, RequestVersionOrHigher" },
        { "Network:PinnedKeys:0", "abc", "Chat:Network:PinnedKeys:0 = 'abc'" },
        { "Network:Proxi", "http://proxy", "Chat:Network:Proxi: there is no such option" },
        { "KeepAliveIntervall", "00:00:20", "Chat:KeepAliveIntervall: there is no such option" },
        { "WireFormat", "Protobuf", "Chat:WireFormat: there is no such option, or configuration cannot tell it" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_that_cannot_be_refuses_the_start_and_names_key_value_and_bound(string key, string value, string message)
    {
        var host = Build(services => services.AddLeanClient("bot", Chat((key, value))));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Patience));
        Assert.Contains($"LeanClient 'bot': {message}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var host = Build(services => services.AddLeanClient(Chat(("RequireTls", "ja"), ("MaxFrameBytes", "1MB"))));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Patience));
        Assert.Equal(2, failure.Failures.Count());
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var host = Build(services => services.AddLeanClient(Section("Chat", ("Tag", "web"))));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Patience));
        Assert.Contains("Chat:Server is missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Chat:ClientId is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_not_told_to_the_log()
    {
        var host = Build(services => services.AddLeanClient(Chat(("Network:Proxy", "http://user:secret@"))));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Patience));
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_root_of_configuration_others_have_their_keys()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection([new("Server", "http://127.0.0.1:1"), new("ClientId", "bot"), new("PATH", "/bin")]).Build();
        Assert.Equal("bot", Build(services => services.AddLeanClient(root)).Services.GetRequiredService<LeanClient>().ClientId);
    }

    [Fact]
    public void What_configuration_says_can_be_changed_by_code()
    {
        var options = Build(services => services
            .AddSingleton<Random>(new Random(1))
            .AddLeanClient("bot", Chat(("Tag", "web")), (provider, options) => options with { Random = provider.GetRequiredService<Random>() })
            .PostConfigure<LeanClientSettings>("bot", settings => settings.Tag += "-1"))
            .Services.GetRequiredKeyedService<LeanClient>("bot").Options;
        Assert.Equal("web-1", options.Tag);
        Assert.NotNull(options.Random);
    }

    public static TheoryData<string> Simple => new(typeof(LeanClientOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(option => Values.ContainsKey(Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType)).Select(option => option.Name));

    static readonly Dictionary<Type, string> Values = new()
    {
        [typeof(string)] = "text",
        [typeof(bool)] = "",
        [typeof(int)] = "77",
        [typeof(TimeSpan)] = "00:01:17",
        [typeof(Uri)] = "https://example.com/77",
    };

    /// <summary>An option that is added to the client is an option in configuration as well.</summary>
    [Theory]
    [MemberData(nameof(Simple))]
    public void Every_option_that_configuration_can_tell_is_told_by_its_name(string name)
    {
        var option = typeof(LeanClientOptions).GetProperty(name)!;
        var value = option.PropertyType == typeof(bool)
            ? (!(bool)option.GetValue(new LeanClientOptions(new Uri("http://127.0.0.1"), "bot"))!).ToString()
            : Values[option.PropertyType];
        // Longer than the longest interval.
        var options = Build(services => services.AddLeanClient(Chat(("KeepAliveTimeout", "00:02:00"), (name, value)))).Services
            .GetRequiredService<LeanClient>().Options;
        Assert.Equal(value, option.GetValue(options)!.ToString());
    }

    [Fact]
    public void How_it_goes_out_is_told_below_Network()
    {
        var pin = Convert.ToBase64String(new byte[32]);
        var network = Build(services => services.AddLeanClient(Chat(("Network:Proxy", "http://tom:s%3Ae@proxy.example.com:3128"),
            ("Network:PinnedKeys:0", pin), ("Network:HttpVersion", "2.0"), ("Network:HttpVersionPolicy", "requestversionexact"))))
            .Services.GetRequiredService<LeanClient>().Options.Network;
        Assert.Equal(3128, network.Proxy!.GetProxy(new Uri("https://example.com"))!.Port);
        Assert.Equal("s:e", network.Proxy.Credentials!.GetCredential(new Uri("http://proxy.example.com:3128"), "Basic")!.Password);
        Assert.Equal([pin], network.PinnedKeys);
        Assert.Equal((new Version(2, 0), HttpVersionPolicy.RequestVersionExact), (network.HttpVersion, network.HttpVersionPolicy));
    }

    [Fact]
    public void No_end_is_written_as_a_word() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, Build(services => services.AddLeanClient(Chat(("OfflineTimeout", "Infinite")))).Services
            .GetRequiredService<LeanClient>().Options.OfflineTimeout);
}
