using System.Diagnostics.Metrics;
using LeanRx.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Extensions.Hosting.Tests;

[Trait("Speed", "slow")]
public class ClientInHostTests : HostTest
{
    static readonly Func<IServiceProvider, LeanClientOptions, LeanClientOptions> Quick = (_, options) => options with
    {
        ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)),
    };

    [Fact]
    public async Task A_client_is_opened_and_closed_with_the_host()
    {
        await using var server = await LeanServer.StartAsync(cancellationToken: Patience);
        var host = await StartAsync(services => services.AddLeanClient(Section("Chat", ("Server", server.Url.AbsoluteUri), ("ClientId", "bot")))
            .AddHealthChecks().AddLeanClient());
        var client = host.Services.GetRequiredService<LeanClient>();

        await StateAsync<ConnectionState.Connected>(client);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host)).Status);

        await host.StopAsync(Patience);
        Assert.Equal(new ConnectionState.Disconnected(), client.State);
    }

    [Fact]
    public async Task A_server_in_the_same_host_is_waited_for_whatever_is_registered_first()
    {
        var port = await FreePortAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var chat = Section("Chat", ("Server", $"http://127.0.0.1:{port}/chat"), ("ClientId", "bot"), ("RequireTls", "false"));
        builder.Services.AddLeanClient(chat, (_, options) =>
            options with { ReconnectPolicy = ReconnectPolicies.None });
        builder.Services.AddLeanRx();
        var application = Own(builder.Build());
        application.MapLeanRx("/chat");

        await application.StartAsync(Patience);
        await StateAsync<ConnectionState.Connected>(application.Services.GetRequiredService<LeanClient>());
        await application.StopAsync(Patience);
    }

    [Fact]
    public async Task Clients_with_names_are_keyed_services_beside_the_one_without()
    {
        await using var server = await LeanServer.StartAsync(cancellationToken: Patience);
        var host = await StartAsync(services => services
            .AddLeanClient(settings => (settings.Server, settings.ClientId) = (server.Url, "tom"))
            .AddLeanClient("bot", settings => (settings.Server, settings.ClientId) = (server.Url, "robot"))
            .AddLeanClient("lobby", settings => (settings.Server, settings.ClientId) = (server.Url, "doorman"))
            .AddHealthChecks().AddLeanClient().AddLeanClient("bot"));

        var (tom, bot) = (host.Services.GetRequiredService<LeanClient>(), host.Services.GetRequiredKeyedService<LeanClient>("bot"));
        Assert.Equal(("tom", "robot", "doorman"), (tom.ClientId, bot.ClientId, host.Services.GetRequiredKeyedService<LeanClient>("lobby").ClientId));
        await StateAsync<ConnectionState.Connected>(tom);
        await StateAsync<ConnectionState.Connected>(bot);
        Assert.Equal("LeanClient 'bot' is connected.", (await HealthAsync(host, "LeanClient:bot")).Description);
    }

    [Fact]
    public async Task The_host_starts_while_the_server_is_away_and_its_health_says_why()
    {
        var port = await FreePortAsync();
        var host = await StartAsync(services => services
            .AddLeanClient(Section("Chat", ("Server", $"http://127.0.0.1:{port}"), ("ClientId", "bot"), ("OpenTimeout", "00:00:00.050")), Quick)
            .AddHealthChecks().AddLeanClient(failureStatus: HealthStatus.Degraded, name: "chat"));
        var client = host.Services.GetRequiredService<LeanClient>();
        var reconnecting = await StateAsync<ConnectionState.Reconnecting>(client);

        var health = await HealthAsync(host, "chat");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith("LeanClient is not connected and goes on trying: ", health.Description, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", health.Description, StringComparison.Ordinal);
        Assert.IsType(reconnecting.Cause.GetType(), health.Exception);

        await using var server = await LeanServer.StartAsync(new LeanServerOptions { Url = new Uri($"http://127.0.0.1:{port}") }, Patience);
        await StateAsync<ConnectionState.Connected>(client);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host, "chat")).Status);
    }

    [Fact]
    public async Task A_client_that_is_opened_by_hand_stays_closed_till_then()
    {
        await using var server = await LeanServer.StartAsync(cancellationToken: Patience);
        var host = await StartAsync(services => services.AddLeanClient(settings =>
            (settings.Server, settings.ClientId, settings.OpenWithHost) = (server.Url, "bot", false)).AddHealthChecks().AddLeanClient());
        var client = host.Services.GetRequiredService<LeanClient>();

        Assert.False(client.Options.KeepTrying);
        Assert.Equal(new ConnectionState.Disconnected(), client.State);
        Assert.Equal((HealthStatus.Unhealthy, "LeanClient is not open."), ((await HealthAsync(host)).Status, (await HealthAsync(host)).Description));
        await client.OpenAsync(Patience);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host)).Status);
    }

    [Fact]
    public void Two_clients_of_one_name_are_refused_when_they_are_registered()
    {
        var services = new ServiceCollection().AddLeanClient(Chat()).AddLeanClient("bot", Chat());
        Assert.Contains("'bot'", Assert.Throws<InvalidOperationException>(() => services.AddLeanClient("bot", Chat())).Message, StringComparison.Ordinal);
        Assert.Contains("without a name", Assert.Throws<InvalidOperationException>(() => services.AddLeanClient(Chat())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => services.AddLeanClient("", Chat()));
    }

    [Fact]
    public async Task A_service_registered_after_the_client_still_has_it_while_it_stops()
    {
        await using var server = await LeanServer.StartAsync(cancellationToken: Patience);
        var host = await StartAsync(services => services
            .AddLeanClient(settings => (settings.Server, settings.ClientId) = (server.Url, "bot"))
            .AddHostedService<Farewell>().AddSingleton<Said>());
        await StateAsync<ConnectionState.Connected>(host.Services.GetRequiredService<LeanClient>());
        await host.StopAsync(Patience);
        Assert.IsType<ConnectionState.Connected>(host.Services.GetRequiredService<Said>().State);
    }

    [Fact]
    public void A_client_logs_to_the_log_of_its_host()
    {
        using var loggers = LoggerFactory.Create(_ => { });
        var host = Build(services => services.AddSingleton<ILoggerFactory>(loggers).AddLeanClient(Chat()));
        Assert.Same(loggers, host.Services.GetRequiredService<LeanClient>().Options.LoggerFactory);
    }

    [Fact]
    public void A_client_is_measured_with_the_meters_of_its_host()
    {
        var host = Build(services => services.AddLeanClient(Chat()));
        Assert.Same(host.Services.GetRequiredService<IMeterFactory>(), host.Services.GetRequiredService<LeanClient>().Options.MeterFactory);
    }

    async Task<int> FreePortAsync()
    {
        await using var server = await LeanServer.StartAsync(cancellationToken: Patience);
        return server.Url.Port;
    }

    sealed class Said
    {
        public ConnectionState? State { get; set; }
    }

    sealed class Farewell(LeanClient client, Said said) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            said.State = client.State;
            return client.CreateConversationAsync(["tom"], cancellationToken: cancellationToken);
        }
    }
}
