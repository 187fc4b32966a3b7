using System.Net;
using System.Reactive.Concurrency;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Clients, roles, silence and block lists over REST (protocol.md §10.1, §10.3).</summary>
[Trait("Speed", "slow")]
public class RestClientTests : RestTest
{
    [Fact]
    public async Task Tells_who_is_online()
    {
        var server = await StartAsync();
        await LoginAsync(server, "tom");
        var online = await AskAsync(server, "POST", "/1.2/rtm/clients/check-online", """{"client_ids":["tom","jerry"]}""");
        Assert.Equal(["tom"], Texts(online.GetProperty("results")));
        Assert.Equal(1, (await AskAsync(server, "GET", "/1.2/rtm/stats")).GetProperty("result").GetProperty("online_user_count").GetInt32());
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "POST", "/1.2/rtm/clients/check-online", $$"""{"client_ids":[{{string.Join(',', Enumerable.Repeat("\"a\"", 21))}}]}"""));
    }

    [Theory]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData("..", "%2e.")]
    [InlineData("a/..", "a%2F%2E%2E")]
    public async Task Ids_of_dots_work_in_paths(string id, string part)
    {
        var server = await StartAsync();
        var chat = await CreateAsync(server, "conversations", $$"""{"m":["{{id}}"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{chat}/messages", """{"from_client":"tom","message":"hi"}""");
        var path = new Uri(server.Url.GetLeftPart(UriPartial.Authority) + $"/1.2/rtm/clients/{part}/unread-count",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", Master);
        using var answer = await Http.SendAsync(request, Patience);
        Assert.Equal("""{"count":1}""", await answer.Content.ReadAsStringAsync(Patience));
    }

    [Fact]
    public async Task Counts_each_client_of_the_day_once_and_begins_anew_at_midnight_with_those_who_are_there()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2026, 6, 1, 23, 59, 0, TimeSpan.Zero));
        var server = await StartAsync(clock);
        var tom = await LoginAsync(server, "tom");
        var jerry = await LoginAsync(server, "jerry");
        await LoginAsync(server, "jerry");
        await LogOutAsync(tom, "tom");
        Assert.Equal((1, 2), await StatsAsync());

        clock.AdvanceBy(TimeSpan.FromMinutes(2));
        await LogOutAsync(jerry, "jerry");
        Assert.Equal((1, 1), await StatsAsync());
        await LoginAsync(server, "spike");
        Assert.Equal((2, 2), await StatsAsync());

        static Task<JsonElement> LogOutAsync(RawClient client, string name) =>
            client.AskAsync(9, $$"""{"cmd":"session","op":"close","i":9,"peerId":"{{name}}"}""");

        async Task<(int Online, int Today)> StatsAsync()
        {
            var result = (await AskAsync(server, "GET", "/1.2/rtm/stats")).GetProperty("result");
            return (result.GetProperty("online_user_count").GetInt32(), result.GetProperty("user_count_today").GetInt32());
        }
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a%2fb/", "a%252fb%2f")]
    [InlineData("50%", "50%25")]
    [InlineData("汤姆 🐭", "%E6%B1%A4%E5%A7%86%20%F0%9F%90%AD")]
    [InlineData("?&#+=", "%3F%26%23+%3D")]
    public async Task An_id_may_have_any_characters_in_a_path(string clientId, string part)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/subscribers", JsonBody("client_id", clientId));
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts", """{"from_client":"news","message":"x"}""");
        Assert.Equal(1, (await AskAsync(server, "GET", $"/1.2/rtm/clients/{part}/unread-count")).GetProperty("count").GetInt32());
        await AskAsync(server, "DELETE", $"/1.2/rtm/service-conversations/{id}/subscribers/{part}");
        Assert.Empty((await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{id}/subscribers")).EnumerateArray());

        static string JsonBody(string name, string value) => $$"""{"{{name}}":"{{JsonEncodedText.Encode(value)}}"}""";
    }

    [Fact]
    public async Task A_kicked_client_is_told_why()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        await AskAsync(server, "POST", "/1.2/rtm/clients/tom/kick", """{"reason":"spam"}""");
        var closed = await ReceiveAsync(tom, "session", "closed");
        Assert.Equal(4115, closed.GetProperty("code").GetInt32());
        Assert.Equal("spam", closed.GetProperty("reason").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "POST", "/1.2/rtm/clients/tom/kick", $$"""{"reason":"{{new string('x', 21)}}"}"""));
    }

    [Fact]
    public async Task Counts_what_a_client_has_not_read()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var other = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        foreach (var conversation in new[] { id, id, other })
            await AskAsync(server, "POST", $"/1.2/rtm/conversations/{conversation}/messages", """{"from_client":"system","message":"x"}""");

        Assert.Equal(2, await CountAsync($"/1.2/rtm/clients/tom/unread-count?conv_id={id}"));
        Assert.Equal(3, await CountAsync("/1.2/rtm/clients/tom/unread-count"));
        Assert.Equal(0, await CountAsync("/1.2/rtm/clients/jerry/unread-count"));

        async Task<int> CountAsync(string path) => (await AskAsync(server, "GET", path, key: "demo-key")).GetProperty("count").GetInt32();
    }

    [Theory]
    [InlineData("conversations")]
    [InlineData("chatrooms")]
    public async Task Silenced_clients_are_listed_until_they_may_send_again(string kind)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, kind, "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/permanent-silenceds", """{"client_ids":["tom","jerry"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/temporary-silenceds", """{"client_id":"spike","ttl":3600}""");
        var page = await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/permanent-silenceds?limit=2");
        Assert.Equal(["jerry", "spike"], Texts(page.GetProperty("client_ids")));
        var next = await AskAsync(server, "GET",
            $"/1.2/rtm/{kind}/{id}/permanent-silenceds?next={Uri.EscapeDataString(page.GetProperty("next").GetString()!)}");
        Assert.Equal(["tom"], Texts(next.GetProperty("client_ids")));

        await AskAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/temporary-silenceds?client_id=spike");
        await AskAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/permanent-silenceds", """{"client_ids":["tom"]}""");
        Assert.Equal(["jerry"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/permanent-silenceds")).GetProperty("client_ids")));
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/temporary-silenceds", """{"client_id":"spike","ttl":86401}"""));

        await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/temporary-silenceds", """{"client_id":"jerry","ttl":1}""");
        await AskAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/temporary-silenceds?client_id=jerry");
        Assert.Equal(["jerry"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/permanent-silenceds")).GetProperty("client_ids")));
    }

    [Theory]
    [InlineData("conversations")]
    [InlineData("chatrooms")]
    [InlineData("service-conversations")]
    public async Task Blocked_clients_are_listed_until_they_may_come_in_again(string kind)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, kind, "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/blacklists", """{"client_ids":["tom","jerry"]}""");
        await AskAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/blacklists", """{"client_ids":["tom"]}""");
        Assert.Equal(["jerry"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/blacklists")).GetProperty("client_ids")));
    }

    [Fact]
    public async Task A_blocked_client_does_not_come_in_over_REST_either()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/blacklists", """{"client_ids":["tom"]}""");
        Assert.Equal((HttpStatusCode.BadRequest, 4548),
            await RefusalAsync(server, "POST", $"/1.2/rtm/conversations/{id}/members", """{"client_ids":["tom"]}"""));
    }

    [Fact]
    public async Task Conversations_that_a_client_blocks_are_listed_and_keep_others_from_adding_it()
    {
        var server = await StartAsync();
        List<string> ids = [];
        for (var number = 0; number < 3; number++)
            ids.Add(await CreateAsync(server, "conversations", """{"m":["tom"]}"""));
        ids.Sort(StringComparer.Ordinal);
        foreach (var id in ids)
            await AskAsync(server, "POST", "/1.2/rtm/clients/jerry/blacklists", $$"""{"conv_id":"{{id}}"}""");

        var page = await AskAsync(server, "GET", "/1.2/rtm/clients/jerry/blacklists?limit=2");
        Assert.Equal(ids[..2], Texts(page.GetProperty("conv_ids")));
        Assert.Equal(ids[2..],
            Texts((await AskAsync(server, "GET", $"/1.2/rtm/clients/jerry/blacklists?next={page.GetProperty("next")}")).GetProperty("conv_ids")));
        var tom = await LoginAsync(server, "tom");
        await tom.SendAsync($$"""{"cmd":"conv","op":"add","cid":"{{ids[0]}}","m":["jerry"],"i":5,"peerId":"tom"}""");
        Assert.Equal(4320, (await tom.ReceiveAsync(frame => frame.TryGetProperty("i", out var i) && i.GetInt32() == 5)).GetProperty("code").GetInt32());

        await AskAsync(server, "DELETE", "/1.2/rtm/clients/jerry/blacklists", $$"""{"conv_id":"{{ids[0]}}"}""");
        Assert.Equal(ids[1..], Texts((await AskAsync(server, "GET", "/1.2/rtm/clients/jerry/blacklists")).GetProperty("conv_ids")));
        Assert.Equal((HttpStatusCode.NotFound, 4303), await RefusalAsync(server, "POST", "/1.2/rtm/clients/jerry/blacklists", """{"conv_id":"none"}"""));
    }

    [Theory]
    [InlineData("conversations")]
    [InlineData("chatrooms")]
    public async Task Roles_are_given_changed_and_taken(string kind)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, kind, """{"c":"tom"}""");
        var given = await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/member-infos", """{"clientId":"jerry","role":"Manager"}""");
        var info = given.GetProperty("objectId").GetString();
        Assert.EndsWith("Z", given.GetProperty("updatedAt").GetString(), StringComparison.Ordinal);
        await AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/member-infos", """{"clientId":"mary","role":"Owner"}""");
        Assert.Equal(["jerry Manager", "mary Owner"], await RolesAsync(""));
        Assert.Equal(["mary Owner"], await RolesAsync("?role=Owner"));
        Assert.Equal(["mary Owner"], await RolesAsync("?skip=1&limit=1"));

        await AskAsync(server, "PUT", $"/1.2/rtm/{kind}/{id}/member-infos/{info}", """{"role":"Owner"}""");
        Assert.Equal(["jerry Owner", "mary Owner"], await RolesAsync(""));
        Assert.Empty((await AskAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/member-infos/{info}")).EnumerateObject());
        Assert.Equal(["mary Owner"], await RolesAsync(""));
        Assert.Equal((HttpStatusCode.BadRequest, 4321),
            await RefusalAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/member-infos", """{"clientId":"jerry","role":"King"}"""));
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "DELETE", $"/1.2/rtm/{kind}/{id}/member-infos/{info}"));

        async Task<string[]> RolesAsync(string query) =>
            [.. (await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/member-infos{query}")).GetProperty("results").EnumerateArray()
                .Select(item => $"{item.GetProperty("clientId")} {item.GetProperty("role")}")];
    }
}
