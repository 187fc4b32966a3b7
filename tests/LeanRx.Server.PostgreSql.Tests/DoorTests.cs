using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>While the database is away every door says so, in the same words; and all is well by itself once it is back.</summary>
[Trait("Speed", "slow")]
public sealed class DoorTests(DatabaseServer database) : IAsyncLifetime
{
    const string Away = "The store is unavailable: the database cannot be reached.";
    const string ReadOnly = "The store is unavailable: the database is read-only: it is a standby, or in recovery.";

    static readonly AppOptions s_other = new() { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master" };

    readonly string _schema = database.NewSchema();
    readonly HttpClient _http = new();
    readonly HurriedClock _clock = new();

    public ValueTask InitializeAsync()
    {
        DatabaseServer.Require();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (DatabaseServer.Lack is null) await database.RunAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
    }

    async Task<LeanServer> StartAsync(TcpProxy proxy) => await LeanServer.StartAsync(new LeanServerOptions
    {
        Store = await PostgreSqlMessageStore.OpenAsync(database.ConnectionString(port: proxy.Port), new()
        {
            Schema = _schema,
            MaxWait = TimeSpan.Zero,
            Scheduler = _clock,
        }),
        Engine = new ServerOptions { Apps = [AppOptions.Demo, s_other] },
    });

    async Task<(HttpStatusCode Status, string? Error)> AskAsync(LeanServer server, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Url, path))
        {
            Content = body is null ? null : JsonContent.Create(JsonNode.Parse(body)),
        };
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", "demo-master-key,master");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (string?)(JsonNode.Parse(await answer.Content.ReadAsStringAsync()) as JsonObject)?["error"]);
    }

    static string Send(string conversation, int number) => $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","r":false,"i":{{number}}}""";

    static string History(string conversation, int number) => $$"""{"cmd":"logs","cid":"{{conversation}}","l":10,"i":{{number}}}""";

    static (int? Code, string? Text) Told(JsonNode answer) => ((int?)answer["code"], (string?)answer["detail"] ?? (string?)answer["reason"]);

    [Fact]
    public async Task Of_a_database_that_is_away_every_door_tells_the_same_and_all_of_them_open_again()
    {
        await using var proxy = new TcpProxy(database.Port);
        await using var server = await StartAsync(proxy);
        var (tom, _) = await WireSocket.OpenAsync(server, "demo", "tom");
        using var tomClosing = tom;
        var conversation = (string)(await tom.AskAsync("""{"cmd":"conv","op":"start","m":["jerry"],"i":2}"""))["cid"]!;
        Assert.Equal((null, null), Told(await tom.AskAsync(Send(conversation, 3))));
        var messages = $"/1.2/rtm/conversations/{conversation}/messages";
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, messages));

        // So long after a commit nothing is in doubt when the connection breaks.
        _clock.Advance(TimeSpan.FromSeconds(5));
        proxy.Close(isClosed: true);

        Assert.Equal((4200, Away), Told(await tom.AskAsync(Send(conversation, 4))));
        Assert.Equal((4200, Away), Told(await tom.AskAsync(History(conversation, 5))));
        Assert.Equal((4200, Away), Told(await tom.AskAsync("""{"cmd":"conv","op":"start","m":["spike"],"i":6}""")));
        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, messages, null),
            (HttpMethod.Post, messages, """{"from_client":"tom","message":"hi"}"""),
            (HttpMethod.Get, "/1.2/rtm/conversations", null),
            (HttpMethod.Post, "/1.2/rtm/conversations", """{"name":"new","m":["tom"]}"""),
            (HttpMethod.Get, $"/1.1/rtm/messages/logs?convid={conversation}", null),
            (HttpMethod.Post, "/1.1/rtm/messages", $$"""{"from_peer":"tom","message":"hi","transient":false,"conv_id":"{{conversation}}"}"""),
            (HttpMethod.Post, "/1.1/fileTokens", """{"name":"k.png","mime_type":"image/png","metaData":{"size":4}}"""),
            (HttpMethod.Get, "/ready", null),
            (HttpMethod.Get, "/health", null),
        })
        {
            var (status, error) = await AskAsync(server, method, path, body);
            Assert.Equal((path, HttpStatusCode.ServiceUnavailable, Away), (path, status, error));
        }

        // Who logs in for the first time cannot; who can be logged in, but not told what it missed, is sent away and comes back later.
        var (stranger, refused) = await WireSocket.OpenAsync(server, "other", "spike");
        using var strangerClosing = stranger;
        Assert.Equal((4200, Away), Told(refused));
        var (jerry, opened) = await WireSocket.OpenAsync(server, "demo", "jerry");
        using var jerryClosing = jerry;
        Assert.Equal("opened", (string?)opened["op"]);
        Assert.Equal((4200, "INTERNAL_ERROR"), await jerry.EndAsync());

        proxy.Close(isClosed: false);

        Assert.Equal((null, null), Told(await tom.AskAsync(Send(conversation, 7))));
        Assert.Equal(2, (await tom.AskAsync(History(conversation, 8)))["logs"]!.AsArray().Count);
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, messages));
        Assert.Equal("opened", (string?)(await WireSocket.OpenAsync(server, "other", "spike")).Answer["op"]);
        Assert.Equal("opened", (string?)(await WireSocket.OpenAsync(server, "demo", "jerry")).Answer["op"]);
    }

    [Fact]
    public async Task A_database_that_only_reads_is_read_and_refuses_what_would_change_it()
    {
        await using var proxy = new TcpProxy(database.Port);
        await using var server = await StartAsync(proxy);
        var (tom, _) = await WireSocket.OpenAsync(server, "demo", "tom");
        using var tomClosing = tom;
        var conversation = (string)(await tom.AskAsync("""{"cmd":"conv","op":"start","m":["jerry"],"i":2}"""))["cid"]!;
        await tom.AskAsync(Send(conversation, 3));
        // As a standby does that has not been promoted.
        await RefuseWritesAsync(true);

        Assert.Equal((4200, ReadOnly), Told(await tom.AskAsync(Send(conversation, 4))));
        Assert.Single((await tom.AskAsync(History(conversation, 5)))["logs"]!.AsArray());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ReadOnly), await AskAsync(server, HttpMethod.Get, "/ready"));
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, $"/1.2/rtm/conversations/{conversation}/messages"));

        await RefuseWritesAsync(false);
        Assert.Equal((null, null), Told(await tom.AskAsync(Send(conversation, 6))));
    }

    Task RefuseWritesAsync(bool refuses) => database.RunAsync(refuses
        ? $"""
            CREATE FUNCTION {_schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '25006'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON {_schema}.writer FOR EACH ROW EXECUTE FUNCTION {_schema}.refuse()
            """
        : $"DROP TRIGGER refuse ON {_schema}.writer");
}
