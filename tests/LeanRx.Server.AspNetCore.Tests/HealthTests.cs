using System.Net;
using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Testing;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Health tells the truth: whether the store keeps what it is given.</summary>
[Trait("Speed", "slow")]
public class HealthTests : ServerTest
{
    [Fact]
    public async Task A_store_whose_file_was_deleted_is_not_healthy_and_acknowledges_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("leanrx-health-tests-");
        var server = await StartAsync(new LeanServerOptions { Store = await SqliteMessageStore.OpenAsync(Path.Combine(directory.FullName, "chat.db")) });
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server)).Status);
        directory.Delete(recursive: true);

        for (var serial = 3; serial < 23; serial++)
            Assert.Equal(4200, (await tom.AskAsync(serial, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","i":{{serial}},"peerId":"tom"}"""))
                .GetProperty("code").GetInt32());
        await HealthAsync(server, HttpStatusCode.ServiceUnavailable);
        var (_, body) = await AskAsync(server);
        Assert.Equal("failing", body.GetProperty("status").GetString());
        Assert.Contains("is gone", body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_told_with_its_reason_and_asked_once_a_second_at_most()
    {
        var store = new FailingStore { Failure = new IOException("database or disk is full") };
        var server = await StartAsync(new LeanServerOptions { Store = store });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(server)));
        Assert.All(answers, answer =>
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "database or disk is full"), (answer.Status, answer.Body.GetProperty("error").GetString())));
        Assert.True(store.Checks is 1 or 2, $"{store.Checks} checks");

        store.Failure = null;
        await HealthAsync(server, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Files_that_cannot_be_kept_are_told_with_their_reason()
    {
        var directory = Directory.CreateTempSubdirectory("leanrx-health-tests-");
        var server = await StartAsync(new LeanServerOptions { Files = DirectoryFileStore.Open(directory.FullName) });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server)).Status);
        directory.Delete(recursive: true);

        await HealthAsync(server, HttpStatusCode.ServiceUnavailable);
        var (_, body) = await AskAsync(server);
        Assert.StartsWith("The directory of the files is gone", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(directory.FullName, body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_store_that_fails_is_told()
    {
        var store = new WatchedFileStore(DirectoryFileStore.OpenTemporary()) { Failure = new IOException("no space left") };
        var server = await StartAsync(new LeanServerOptions { Files = store });
        Assert.Equal("no space left", (await AskAsync(server)).Body.GetProperty("error").GetString());
        store.Failure = null;
        await HealthAsync(server, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_asked_to_stop_is_not_ready_goes_on_for_its_time_and_stops_then()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var server = await StartAsync(new LeanServerOptions { DrainTime = TimeSpan.FromSeconds(5), Engine = new ServerOptions { Scheduler = clock } });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "/ready")).Status);

        var stopping = server.StopAsync(Patience);
        var (status, body) = await AskAsync(server, "/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server)).Status);
        var tom = await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3");
        await tom.LoginAsync("tom");
        // Who stays would be waited for in the server's time, which goes no further here.
        await tom.DisposeAsync();
        clock.AdvanceBy(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server)).Status);

        clock.AdvanceBy(TimeSpan.FromTicks(1));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(server));
    }

    /// <summary>Asks until the answer is another one than before, which it is within a second.</summary>
    async Task HealthAsync(LeanServer server, HttpStatusCode expected)
    {
        while ((await AskAsync(server)).Status != expected)
            Patience.ThrowIfCancellationRequested();
    }

    async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(LeanServer server, string path = "/health")
    {
        using var answer = await Http.GetAsync(new Uri(server.Url, path), Patience);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return (answer.StatusCode, body.RootElement.Clone());
    }

    sealed class FailingStore() : ForwardingStore(new InMemoryMessageStore())
    {
        int _checks;

        public Exception? Failure { get; set; }

        public int Checks => Volatile.Read(ref _checks);

        public override ValueTask CheckAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _checks);
            return Failure is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
        }
    }
}
