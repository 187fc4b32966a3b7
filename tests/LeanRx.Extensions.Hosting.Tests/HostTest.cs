using System.Reactive.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LeanRx.Extensions.Hosting.Tests;

/// <summary>Runs hosts and stops them after the test. A test that waits longer than a minute has failed.</summary>
public abstract class HostTest : OwningTest
{
    /// <summary>A section of configuration; what stands there twice has its last value.</summary>
    protected static IConfiguration Section(string name, params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Reverse().DistinctBy(it => it.Key)
            .Select(it => KeyValuePair.Create($"{name}:{it.Key}", it.Value))).Build().GetSection(name);

    protected static IConfiguration Chat(params (string Key, string? Value)[] values) =>
        Section("Chat", [("Server", "http://127.0.0.1:1"), ("ClientId", "bot"), .. values]);

    protected IHost Build(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        var host = builder.Build();
        Own((IAsyncDisposable)host);
        return host;
    }

    protected async Task<IHost> StartAsync(Action<IServiceCollection> add)
    {
        var host = Build(add);
        await host.StartAsync(Patience);
        return host;
    }

    protected async Task<T> StateAsync<T>(LeanClient client) where T : ConnectionState =>
        await client.StateChanges.OfType<T>().FirstAsync().RunAsync(Patience);

    protected async Task<HealthReportEntry> HealthAsync(IHost host, string check = "LeanClient") =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Patience)).Entries[check];
}
