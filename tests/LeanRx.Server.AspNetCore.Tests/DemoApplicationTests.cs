using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The demo application, whose keys everybody can read, is for this computer alone, unless somebody asks for it by name.</summary>
[Trait("Speed", "slow")]
public sealed class DemoApplicationTests : ServerTest
{
    readonly LogLines _log = new();

    IEnumerable<string> Warnings => _log.All.Where(line => line.Category == "LeanRx.Server.Demo").Select(line => line.Text);

    static LeanServerOptions ByName => new() { Engine = new ServerOptions { Apps = [AppOptions.Demo] } };

    static LeanServerOptions OnesOwn => new() { Engine = new ServerOptions { Apps = [new AppOptions { ApplicationId = "chat-example-application" }] } };

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task A_server_of_its_own_refuses_it_on_an_address_that_others_reach(string url)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => LeanServer.StartAsync(new LeanServerOptions { Url = new Uri(url) }, Patience));
        Assert.Contains($"{url}/ can be reached by others", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ServerOptions.Apps", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task An_application_does_not_start_with_it_on_an_address_that_others_reach(string urls)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(urls, services => services.AddLeanRx()));
        Assert.Contains("can be reached by others", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(urls, services =>
            services.AddLeanRx(new ConfigurationBuilder().Build().GetSection("LeanRx"))));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    [InlineData("http://127.0.0.1:0;http://[::1]:0")]
    public async Task On_this_computer_it_is_served_and_a_warning_says_so(string urls)
    {
        await RunAsync(urls, services => services.AddLeanRx());
        Assert.Contains("demo application is served", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_by_name_it_is_served_everywhere_and_a_warning_says_so()
    {
        await RunAsync("http://0.0.0.0:0", services => services.AddLeanRx(ByName));
        Assert.Contains("demo application is served", Assert.Single(Warnings), StringComparison.Ordinal);
        await using var server = await LeanServer.StartAsync(ByName with { Url = new Uri("http://0.0.0.0:0") }, Patience);
    }

    [Fact]
    public async Task Of_applications_of_ones_own_there_is_nothing_to_say()
    {
        await RunAsync("http://0.0.0.0:0", services => services.AddLeanRx(OnesOwn));
        Assert.Empty(Warnings);
    }

    async Task RunAsync(string urls, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Logging.ClearProviders().AddProvider(_log);
        add(builder.Services);
        var application = Own(builder.Build());
        application.MapLeanRx();
        await application.StartAsync(Patience);
    }
}
