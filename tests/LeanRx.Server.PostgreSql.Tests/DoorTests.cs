using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>While the database is away every door says so, in the same words; and all is well by itself once it is back.</summary>
[Trait("Speed", "slow")]
public sealed class DoorTests(DatabaseServer server) : SchemaTest(server)
{
    const string Away = "The store is unavailable: the database cannot be reached.";
    const string ReadOnly = "The store is unavailable: the database is read-only: it is a standby, or in recovery.";

    static readonly AppOptions s_other = new() { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master" };

    readonly HttpClient _http = new();
    readonly HurriedClock _clock = new();

    public override async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await base.DisposeAsync();
    }

    async Task<LeanServer> StartAsync(TcpProxy proxy) => await LeanServer.StartAsync(new LeanServerOptions
    {
        Store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: proxy.Port), new()
        {
            Schema = Schema,
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

    static (int? Code, string? Text) Told(JsonElement answer) => (answer.TryGetProperty("code", out var code) ? code.GetInt32() : null,
        answer.TryGetProperty("detail", out var text) || answer.TryGetProperty("reason", out text) ? text.GetString() : null);

    static Task<RawClient> ConnectAsync(LeanServer server) =>
        RawClient.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken, "lc.json.3");

    static Task<JsonElement> LoginAsync(RawClient client, string app, string clientId) =>
        AskAsync(client, $$"""{"cmd":"session","op":"open","appId":"{{app}}","peerId":"{{clientId}}","configBitmap":1,"i":1}""");

    static Task<JsonElement> AskAsync(RawClient client, string frame) => client.AskAsync((int)JsonNode.Parse(frame)!["i"]!, frame);

    [Fact]
    public async Task Of_a_database_that_is_away_every_door_tells_the_same_and_all_of_them_open_again()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var server = await StartAsync(proxy);
        await using var tom = await ConnectAsync(server);
        Assert.Equal("opened", (await LoginAsync(tom, "demo", "tom")).GetProperty("op").GetString());
        var conversation = (await AskAsync(tom, """{"cmd":"conv","op":"start","m":["jerry"],"i":2}""")).GetProperty("cid").GetString()!;
        Assert.Equal((null, null), Told(await AskAsync(tom, Send(conversation, 3))));
        var messages = $"/1.2/rtm/conversations/{conversation}/messages";
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, messages));

        // So long after a commit nothing is in doubt when the connection breaks.
        _clock.Advance(TimeSpan.FromSeconds(5));
        proxy.Close(isClosed: true);

        Assert.Equal((4200, Away), Told(await AskAsync(tom, Send(conversation, 4))));
        Assert.Equal((4200, Away), Told(await AskAsync(tom, History(conversation, 5))));
        Assert.Equal((4200, Away), Told(await AskAsync(tom, """{"cmd":"conv","op":"start","m":["spike"],"i":6}""")));
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
        await using var stranger = await ConnectAsync(server);
        var refused = await LoginAsync(stranger, "other", "spike");
        Assert.Equal((4200, Away), Told(refused));
        await using var jerry = await ConnectAsync(server);
        var opened = await LoginAsync(jerry, "demo", "jerry");
        Assert.Equal("opened", opened.GetProperty("op").GetString());
        Assert.Equal((4200, "INTERNAL_ERROR"), await jerry.ReceiveCloseAsync());

        proxy.Close(isClosed: false);

        Assert.Equal((null, null), Told(await AskAsync(tom, Send(conversation, 7))));
        Assert.Equal(2, (await AskAsync(tom, History(conversation, 8))).GetProperty("logs").GetArrayLength());
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, messages));
        await using var again = await ConnectAsync(server);
        Assert.Equal("opened", (await LoginAsync(again, "other", "spike")).GetProperty("op").GetString());
        await using var back = await ConnectAsync(server);
        Assert.Equal("opened", (await LoginAsync(back, "demo", "jerry")).GetProperty("op").GetString());
    }

    [Fact]
    public async Task A_database_that_only_reads_is_read_and_refuses_what_would_change_it()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var server = await StartAsync(proxy);
        await using var tom = await ConnectAsync(server);
        Assert.Equal("opened", (await LoginAsync(tom, "demo", "tom")).GetProperty("op").GetString());
        var conversation = (await AskAsync(tom, """{"cmd":"conv","op":"start","m":["jerry"],"i":2}""")).GetProperty("cid").GetString()!;
        await AskAsync(tom, Send(conversation, 3));
        // As a standby does that has not been promoted.
        await RefuseWritesAsync(true);

        Assert.Equal((4200, ReadOnly), Told(await AskAsync(tom, Send(conversation, 4))));
        Assert.Equal(1, (await AskAsync(tom, History(conversation, 5))).GetProperty("logs").GetArrayLength());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ReadOnly), await AskAsync(server, HttpMethod.Get, "/ready"));
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(server, HttpMethod.Get, $"/1.2/rtm/conversations/{conversation}/messages"));

        await RefuseWritesAsync(false);
        Assert.Equal((null, null), Told(await AskAsync(tom, Send(conversation, 6))));
    }

    Task RefuseWritesAsync(bool refuses) => Server.RunAsync(refuses
        ? $"""
            CREATE FUNCTION {Schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '25006'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON {Schema}.writer FOR EACH ROW EXECUTE FUNCTION {Schema}.refuse()
            """
        : $"DROP TRIGGER refuse ON {Schema}.writer");
}
