using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Pages and lists over REST at their bounds: what cannot be is refused whole, and nothing means nothing.</summary>
[Trait("Speed", "slow")]
public class RestListTests : RestTest
{
    [Theory]
    [InlineData("/1.2/rtm/messages?limit=0")]
    [InlineData("/1.2/rtm/clients/tom/messages?limit=0")]
    [InlineData("/1.2/rtm/conversations/{id}/messages?limit=0")]
    [InlineData("/1.1/rtm/messages/history?limit=0")]
    [InlineData("/1.1/rtm/messages/logs?convid={id}&limit=0")]
    [InlineData("/1.2/rtm/clients/tom/blacklists?limit=0")]
    [InlineData("/1.2/rtm/all-conversations?limit=0")]
    [InlineData("/1.1/classes/_Conversation?limit=0")]
    public async Task A_page_of_nothing_has_nothing_on_it(string path)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"tom","message":"x"}""");
        await AskAsync(server, "POST", "/1.2/rtm/clients/tom/blacklists", $$"""{"conv_id":"{{id}}"}""");
        using var answer = await CallAsync(server, "GET", path.Replace("{id}", id, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(id, await answer.Content.ReadAsStringAsync(Patience), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/1.2/rtm/messages?limit=-1")]
    [InlineData("/1.2/rtm/all-conversations?limit=-1")]
    [InlineData("/1.2/rtm/clients/tom/blacklists?limit=x")]
    public async Task A_page_of_less_than_nothing_is_refused(string path) =>
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(await StartAsync(), "GET", path));

    [Theory]
    [InlineData("/1.2/rtm/conversations?limit=-1")]
    [InlineData("/1.2/rtm/conversations?skip=-1")]
    [InlineData("/1.2/rtm/messages?limit=-9223372036854775808")]
    [InlineData("/1.2/rtm/messages?limit=9223372036854775808")]
    [InlineData("/1.2/rtm/messages?limit=1e3")]
    [InlineData("/1.2/rtm/messages?limit=ten")]
    [InlineData("/1.2/rtm/messages?reversed=yes")]
    [InlineData("/1.2/rtm/conversations?where=1")]
    [InlineData("/1.2/rtm/conversations?where={")]
    public async Task A_page_that_cannot_be_is_refused(string path) =>
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(await StartAsync(), "GET", path));

    [Theory]
    [InlineData("conversations", "members", 501, 4304)]
    [InlineData("conversations", "permanent-silenceds", 501, 4561)]
    [InlineData("conversations", "blacklists", 501, 4543)]
    [InlineData("conversations", "members", 0, 4103)]
    [InlineData("conversations", "permanent-silenceds", 0, 4103)]
    [InlineData("conversations", "blacklists", 0, 4103)]
    [InlineData("chatrooms", "permanent-silenceds", 0, 4103)]
    [InlineData("service-conversations", "blacklists", 0, 4103)]
    public async Task Of_a_list_with_one_too_many_or_one_that_cannot_be_none_is_taken(string kind, string list, int count, int code)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, kind, "{}");
        var clientIds = count > 0 ? Enumerable.Range(0, count).Select(number => $"c{number}") : ["good", new string('x', 65)];
        Assert.Equal((HttpStatusCode.BadRequest, code),
            await RefusalAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/{list}",
            $$"""{"client_ids":[{{string.Join(',', clientIds.Select(clientId => $"\"{clientId}\""))}}]}"""));
        var kept = await AskAsync(server, "GET", $"/1.2/rtm/{kind}/{id}/{list}");
        Assert.Equal(0, kept.GetProperty(list == "members" ? "result" : "client_ids").GetArrayLength());
    }

    [Theory]
    [InlineData("members")]
    [InlineData("mutes")]
    [InlineData("permanent-silenceds")]
    [InlineData("blacklists")]
    public async Task Nobody_is_told_of_a_list_with_nobody_in_it(string list)
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await ReceiveAsync(tom, "conv", "members-joined");
        foreach (var method in (string[])["POST", "DELETE"])
            await AskAsync(server, method, $"/1.2/rtm/conversations/{id}/{list}", """{"client_ids":[]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"next"}""");
        Assert.Equal("direct", (await tom.ReceiveAsync(_ => true)).GetProperty("cmd").GetString());
    }
}
