using System.Net;
using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Statistics and the list of those who are online, over REST.</summary>
[Trait("Speed", "slow")]
public class RestStatisticsTests : RestTest
{
    readonly HistoricalScheduler _clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    static async Task SendAsync(RawClient client, string conversationId, int serial)
    {
        await client.SendAsync($$"""{"cmd":"direct","cid":"{{conversationId}}","msg":"hello","i":{{serial}}}""");
        await ReceiveAsync(client, "ack");
    }

    [Fact]
    public async Task An_operator_reads_what_the_server_does_now()
    {
        var server = await StartAsync(_clock);
        var chat = await CreateAsync(server, "conversations", """{"m":["tom","jerry"]}""");
        var tom = await LoginAsync(server, "tom");
        var jerry = await LoginAsync(server, "jerry");
        await SendAsync(tom, chat, 2);
        await ReceiveAsync(jerry, "direct");

        // A receiver can have a message before its delivery is counted.
        JsonElement stats;
        do
            stats = await AskAsync(server, "GET", "/1.2/rtm/stats");
        while (stats.GetProperty("application").GetProperty("delivered").GetInt32() == 0);
        Assert.Equal("""{"online_user_count":2,"user_count_today":2}""", stats.GetProperty("result").GetRawText());
        Assert.Equal(_clock.Now.ToUnixTimeMilliseconds(), stats.GetProperty("timestamp").GetInt64());
        var application = stats.GetProperty("application");
        Assert.Equal(("demo", 2, 2, 1, 1), (application.GetProperty("id").GetString(), Number("clients"), Number("sessions"), Number("received"),
            Number("delivered")));
        Assert.Equal("""{"count":1,"p50_ms":0,"p99_ms":0}""", application.GetProperty("send").GetRawText());
        Assert.Equal("{}", application.GetProperty("refusals").GetRawText());
        Assert.Equal(2, stats.GetProperty("server").GetProperty("connections").GetInt32());
        Assert.Equal(1, stats.GetProperty("server").GetProperty("store").GetProperty("count").GetInt32());
        Assert.True(stats.GetProperty("server").GetProperty("memory_bytes").GetInt64() > 0);

        int Number(string name) => application.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task An_operator_reads_the_minutes_of_the_last_day()
    {
        var server = await StartAsync(_clock);
        Assert.False((await AskAsync(server, "GET", "/1.2/rtm/stats/minutes")).TryGetProperty("start", out _));
        var chat = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var tom = await LoginAsync(server, "tom");
        await SendAsync(tom, chat, 2);
        var start = _clock.Now.ToUnixTimeMilliseconds();
        _clock.AdvanceBy(TimeSpan.FromMinutes(2));

        var minutes = await AskAsync(server, "GET", "/1.2/rtm/stats/minutes");
        Assert.Equal((start, 60_000), (minutes.GetProperty("start").GetInt64(), minutes.GetProperty("step").GetInt32()));
        Assert.Equal(("[1,1]", "[1,1]", "[1,0]", "[0,null]", "[0,null]"),
            (Raw("connections"), Raw("clients"), Raw("received"), Raw("send_p99_ms"), Raw("store_p50_ms")));
        Assert.Equal("[0]", (await AskAsync(server, "GET", "/1.2/rtm/stats/minutes?limit=1")).GetProperty("received").GetRawText());
        Assert.Equal("[]", (await AskAsync(server, "GET", "/1.2/rtm/stats/minutes?limit=0")).GetProperty("received").GetRawText());

        _clock.AdvanceBy(TimeSpan.FromDays(2));
        Assert.Equal(1440, (await AskAsync(server, "GET", "/1.2/rtm/stats/minutes?limit=100000")).GetProperty("clients").GetArrayLength());

        string Raw(string name) => minutes.GetProperty(name).GetRawText();
    }

    [Theory]
    [InlineData("/1.2/rtm/stats")]
    [InlineData("/1.2/rtm/stats/minutes")]
    [InlineData("/1.2/rtm/clients")]
    public async Task Statistics_are_for_the_master_key_alone(string path)
    {
        var server = await StartAsync();
        foreach (var key in new[] { null, "demo-key", "wrong,master", "demo-master-key" })
            Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", path, key: key));
    }

    [Theory]
    [InlineData("/1.2/rtm/stats/minutes?limit=-1")]
    [InlineData("/1.2/rtm/stats/minutes?limit=many")]
    [InlineData("/1.2/rtm/clients?limit=-1")]
    public async Task A_page_of_less_than_nothing_is_refused(string path) =>
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(await StartAsync(), "GET", path));

    [Fact]
    public async Task Those_who_are_online_are_listed_in_pages_and_told_how_they_came()
    {
        var server = await StartAsync(_clock);
        foreach (var name in new[] { "tom", "jerry", "spike", "jerry" })
            await LoginAsync(server, name);

        var first = await AskAsync(server, "GET", "/1.2/rtm/clients?limit=2");
        Assert.Equal([("jerry", 2), ("spike", 1)], Online(first));
        Assert.Equal("spike", first.GetProperty("next").GetString());
        var second = await AskAsync(server, "GET", "/1.2/rtm/clients?limit=2&next=spike");
        Assert.Equal([("tom", 1)], Online(second));
        Assert.False(second.TryGetProperty("next", out _));
        var session = second.GetProperty("results")[0].GetProperty("sessions")[0];
        Assert.Equal(_clock.Now.ToUnixTimeMilliseconds(), session.GetProperty("timestamp").GetInt64());
        Assert.Equal("127.0.0.1", session.GetProperty("address").GetString());

        static IEnumerable<(string?, int)> Online(JsonElement page) => page.GetProperty("results").EnumerateArray()
            .Select(client => (client.GetProperty("client_id").GetString(), client.GetProperty("sessions").GetArrayLength()));
    }

    [Fact]
    public async Task A_kick_tells_how_many_logins_it_ended()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        Assert.Equal("""{"sessions":1}""", (await AskAsync(server, "POST", "/1.2/rtm/clients/tom/kick", """{"reason":"bye"}""")).GetRawText());
        await ReceiveAsync(tom, "session", "closed");
        Assert.Equal("""{"sessions":0}""", (await AskAsync(server, "POST", "/1.2/rtm/clients/tom/kick", "{}")).GetRawText());
    }
}
