using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Starts servers and stops them after the test. A test that waits longer than a minute has failed.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    readonly List<IAsyncDisposable> _owned = [];

    protected CancellationToken Patience => _patience.Token;

    protected HttpClient Http { get; } = new();

    public ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        Http.Dispose();
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    protected T Own<T>(T resource) where T : IAsyncDisposable
    {
        _owned.Add(resource);
        return resource;
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
