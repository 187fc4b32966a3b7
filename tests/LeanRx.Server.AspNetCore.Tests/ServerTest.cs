using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Starts servers and stops them after the test. A test that waits longer than a minute has failed.</summary>
public abstract class ServerTest : OwningTest
{
    protected HttpClient Http { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Http.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// A server on the test's own time. What is being written to a real socket when that jumps is not late: sockets live in real time.
    /// </summary>
    protected Task<LeanServer> StartAsync(IScheduler clock) => StartAsync(new LeanServerOptions
    {
        Engine = new ServerOptions { Scheduler = clock, Limits = ServerLimits.Default with { WriteTimeout = TimeSpan.FromDays(3650) } },
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
    });

    protected async Task<LeanServer> StartAsync(LeanServerOptions? options = null) => Own(await LeanServer.StartAsync(options, Patience));

    protected async Task<JsonElement> GetJsonAsync(LeanServer server, string path, Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, path));
        configure?.Invoke(request);
        using var answer = (await Http.SendAsync(request, Patience)).EnsureSuccessStatusCode();
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return body.RootElement.Clone();
    }
}
