using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>The roles of a conversation, as the original SDKs read them (protocol.md §4.9).</summary>
[Trait("Speed", "slow")]
public class RestMemberInfoTests : RestTest
{
    [Fact]
    public async Task A_member_reads_the_roles_with_its_session_token()
    {
        var server = await StartAsync();
        var (token, id) = await ConversationAsync(server);
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/member-infos", """{"clientId":"mary","role":"Owner"}""");
        var expected = new[] { $"{id} jerry Manager", $"{id} mary Owner" };

        Assert.Equal(expected, await RolesAsync(server, $"client_id=tom&where={Uri.EscapeDataString($$"""{"cid":"{{id}}"}""")}", token));
        Assert.Equal(expected, await RolesAsync(server, $"client_id=tom&cid={id}", token));
        Assert.Equal(expected[1..], await RolesAsync(server, $"client_id=tom&where={Uri.EscapeDataString($$"""{"cid":"{{id}}","role":"Owner"}""")}", token));
        Assert.Equal(expected[1..], await RolesAsync(server, $"cid={id}&skip=1&limit=5", token));
    }

    [Theory]
    [InlineData("/1.1/classes/_ConversationMemberInfo?cid=CID")]
    [InlineData("/1.1/classes/_ConversationMemberInfo?where=%7B%22cid%22%3A%22CID%22%7D")]
    [InlineData("/1.2/rtm/conversations/CID/member-infos")]
    public async Task The_owner_has_no_row_and_whoever_is_promoted_has_one(string path)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"c":"tom","m":["jerry"]}""");
        Assert.Empty(await RowsAsync());

        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/member-infos", """{"clientId":"tom","role":"Owner"}""");
        Assert.Empty(await RowsAsync());
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/member-infos", """{"clientId":"jerry","role":"Manager"}""");
        Assert.Equal(["jerry Manager"], await RowsAsync());
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/member-infos", """{"clientId":"jerry","role":"Member"}""");
        Assert.Empty(await RowsAsync());

        async Task<string[]> RowsAsync() =>
            [.. (await AskAsync(server, "GET", path.Replace("CID", id, StringComparison.Ordinal))).GetProperty("results").EnumerateArray()
                .Select(row => $"{row.GetProperty("clientId")} {row.GetProperty("role")}")];
    }

    [Fact]
    public async Task The_client_reads_them_too()
    {
        var server = await StartAsync();
        var tom = Own(new LeanClient(server.Url, "tom"));
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        await chat.UpdateMemberRoleAsync("jerry", MemberRole.Manager, Patience);
        Assert.Equal([new("jerry", MemberRole.Manager), new("tom", MemberRole.Owner)], (await chat.GetMemberRolesAsync(Patience))
            .OrderBy(role => role.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_master_key_reads_all_roles_without_a_token()
    {
        var server = await StartAsync();
        var (_, id) = await ConversationAsync(server);
        var info = (await AskAsync(server, "GET", $"/1.1/classes/_ConversationMemberInfo?cid={id}")).GetProperty("results")[0];
        Assert.Equal("jerry", info.GetProperty("clientId").GetString());
        Assert.Equal((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/member-infos")).GetProperty("results")[0].GetProperty("objectId")
            .GetString(), info.GetProperty("objectId").GetString());
        Assert.Equal((HttpStatusCode.NotFound, 4303), await RefusalAsync(server, "GET", "/1.1/classes/_ConversationMemberInfo?cid=none"));
    }

    [Fact]
    public async Task Strangers_and_those_without_a_good_token_read_nothing()
    {
        var server = await StartAsync();
        var (token, _) = await ConversationAsync(server);
        var foreign = await CreateAsync(server, "conversations", """{"m":["jerry"]}""");
        Assert.Equal((HttpStatusCode.BadRequest, 4317), await RefusalOfAsync(server, $"cid={foreign}", token));
        Assert.Equal((HttpStatusCode.BadRequest, 4112), await RefusalOfAsync(server, $"cid={foreign}&client_id=jerry", token));
        Assert.Equal((HttpStatusCode.BadRequest, 4112), await RefusalOfAsync(server, $"cid={foreign}", "no-token"));
        Assert.Equal((HttpStatusCode.BadRequest, 4112),
            await RefusalAsync(server, "GET", $"/1.1/classes/_ConversationMemberInfo?cid={foreign}", key: "demo-key"));
    }

    [Theory]
    [InlineData("DELETE", "members", """{"client_ids":["tom"]}""")]
    [InlineData("POST", "blacklists", """{"client_ids":["tom"]}""")]
    public async Task Who_was_put_out_reads_nothing_any_more(string method, string path, string body)
    {
        var server = await StartAsync();
        var (token, id) = await ConversationAsync(server);
        Assert.Single(await RolesAsync(server, $"cid={id}", token));

        await AskAsync(server, method, $"/1.2/rtm/conversations/{id}/{path}", body);

        Assert.Equal((HttpStatusCode.BadRequest, 4317), await RefusalOfAsync(server, $"cid={id}", token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"cid":1}""")]
    [InlineData("""{"cid":"a","age":"1"}""")]
    [InlineData("""{"cid":"\ud800"}""")]
    public async Task Conditions_that_name_no_conversation_are_refused(string where)
    {
        var server = await StartAsync();
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "GET", $"/1.1/classes/_ConversationMemberInfo?where={Uri.EscapeDataString(where)}"));
    }

    async Task<(string Token, string ConversationId)> ConversationAsync(LeanServer server)
    {
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await client.SendAsync("""{"cmd":"session","op":"open","appId":"demo","peerId":"tom","configBitmap":187,"i":1}""");
        var token = (await ReceiveAsync(client, "session", "opened")).GetProperty("st").GetString()!;
        var id = await CreateAsync(server, "conversations", """{"c":"tom","m":["jerry","mary"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/member-infos", """{"clientId":"jerry","role":"Manager"}""");
        return (token, id);
    }

    async Task<string[]> RolesAsync(LeanServer server, string query, string token)
    {
        var answer = await GetJsonAsync(server, $"/1.1/classes/_ConversationMemberInfo?{query}", request => Sign(request, token));
        return [.. answer.GetProperty("results").EnumerateArray()
            .Select(info => $"{info.GetProperty("cid")} {info.GetProperty("clientId")} {info.GetProperty("role")}")];
    }

    async Task<(HttpStatusCode Status, int Code)> RefusalOfAsync(LeanServer server, string query, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, $"/1.1/classes/_ConversationMemberInfo?{query}"));
        Sign(request, token);
        using var answer = await Http.SendAsync(request, Patience);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return (answer.StatusCode, document.RootElement.GetProperty("code").GetInt32());
    }

    static void Sign(HttpRequestMessage request, string token)
    {
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", "demo-key");
        request.Headers.Add("X-LC-IM-Session-Token", token);
    }
}
